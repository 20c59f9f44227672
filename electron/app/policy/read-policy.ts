import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeFileError, fileErrorCode } from '../../engine/files/describe-file-error.ts';
import { readSmallFile } from '../../engine/files/read-small-file.ts';
import type { PolicyReading } from './policy.ts';
import { parsePolicy, parsePolicyText } from './policy.ts';

const run = promisify(execFile);

const linuxFile = '/etc/ecr-image-replicator/policy.json';
const macFile = '/Library/Managed Preferences/io.github.ecr-image-replicator.plist';
const registryParent = 'HKLM\\Software\\Policies';
const registryKey = 'ECR Image Replicator';

const maxBytes = 64 * 1024;
const processOptions = { timeout: 10_000, maxBuffer: 1024 * 1024, windowsHide: true } as const;

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(fileErrorCode(error) ?? '');

async function readFilePolicy(path: string): Promise<PolicyReading> {
  try {
    return parsePolicyText(await readSmallFile(path, maxBytes), path);
  } catch (error) {
    if (isMissing(error)) return { kind: 'none' };
    return { kind: 'failed', source: path, problem: describeFileError(error) };
  }
}

/** Reads the managed preferences, which macOS writes as a property list from the profile of a device manager. */
async function readManagedPreferences(path: string): Promise<PolicyReading> {
  try {
    await access(path);
  } catch (error) {
    if (isMissing(error)) return { kind: 'none' };
    return { kind: 'failed', source: path, problem: describeFileError(error) };
  }
  try {
    const { stdout } = await run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path], processOptions);
    return parsePolicyText(stdout, path);
  } catch {
    return { kind: 'failed', source: path, problem: 'It is not a property list.' };
  }
}

/** A line of a value: `    updates    REG_SZ    off`. The name of the default value is in parentheses. */
const valuePattern = /^ {4}(.+?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;

/**
 * Parses the values that `reg query KEY` prints. Only texts have the form of a policy; a value of another type is kept with
 * its type, so that the policy fails.
 */
export function parseRegistryValues(output: string): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const line of output.split(/\r?\n/)) {
    const [, name, type, value = ''] = valuePattern.exec(line) ?? [];
    if (name === undefined || name.startsWith('(')) continue;
    values[name] = type === 'REG_SZ' ? value.trim() : { type, value };
  }
  return values;
}

/** Whether `reg query PARENT` lists a key below the parent. Names of keys ignore case. */
export const hasRegistryKey = (output: string, key: string): boolean =>
  output.split(/\r?\n/).some((line) => line.trim().toLowerCase().endsWith(`\\${key.toLowerCase()}`));

/** The output of `reg query`; undefined when the key is missing or cannot be read, which `reg` does not distinguish. */
async function queryRegistry(key: string): Promise<string | undefined> {
  const program = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe');
  return run(program, ['query', key, '/reg:64'], processOptions).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}

async function readRegistryPolicy(): Promise<PolicyReading> {
  const source = `${registryParent}\\${registryKey}`;
  const values = await queryRegistry(source);
  if (values !== undefined) return parsePolicy(parseRegistryValues(values), source);
  const keys = await queryRegistry(registryParent);
  if (keys !== undefined && !hasRegistryKey(keys, registryKey)) return { kind: 'none' };
  return { kind: 'failed', source, problem: 'The registry key cannot be read.' };
}

/**
 * Reads the policy of this computer. Never rejects: a policy that exists and cannot be read is `failed`.
 *
 * @param path a JSON file instead of the system's place.
 */
export async function readPolicy(
  path: string | undefined,
  platform: NodeJS.Platform = process.platform,
): Promise<PolicyReading> {
  if (path !== undefined) return readFilePolicy(path);
  if (platform === 'win32') return readRegistryPolicy();
  return platform === 'darwin' ? readManagedPreferences(macFile) : readFilePolicy(linuxFile);
}
