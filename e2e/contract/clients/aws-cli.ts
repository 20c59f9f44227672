import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findOnPath } from '../../app/find-on-path.ts';
import type { TargetRegistry } from '../core/target-registry.ts';

/** The AWS CLI of the Debian package, else the first one on the PATH. */
export function findAwsCli(): string | undefined {
  const packaged = '/usr/bin/aws';
  return existsSync(packaged) ? packaged : findOnPath('aws', process.env);
}

/** The result of an AWS CLI command. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = promisify(execFile);

/** Runs `aws ecr …` with the identity, Region and endpoint of a registry, and without the AWS files of this machine. */
export async function awsEcr(
  { target }: TargetRegistry,
  ...parameters: readonly string[]
): Promise<CliResult> {
  const command = findAwsCli();
  if (command === undefined) throw new Error('There is no AWS CLI on this machine.');
  const endpoint = target.endpoint === undefined ? [] : ['--endpoint-url', target.endpoint];
  const options = ['--region', target.region, '--output', 'json', ...endpoint];
  try {
    const env = await environmentOf(target);
    const { stdout, stderr } = await run(command, ['ecr', ...parameters, ...options], { env });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return failedResult(error);
  }
}

/** The output of `aws --version`, for example `aws-cli/2.9.19 …`. */
export async function awsCliVersion(command: string): Promise<string> {
  const { stdout, stderr } = await run(command, ['--version']);
  return (stdout || stderr).trim();
}

async function environmentOf({ credentials }: TargetRegistry['target']): Promise<NodeJS.ProcessEnv> {
  const given = await credentials();
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const absent = join(tmpdir(), 'no-aws-file');
  return {
    ...Object.fromEntries(others),
    AWS_ACCESS_KEY_ID: given.accessKeyId,
    AWS_SECRET_ACCESS_KEY: given.secretAccessKey,
    ...(given.sessionToken !== undefined && { AWS_SESSION_TOKEN: given.sessionToken }),
    AWS_CONFIG_FILE: absent,
    AWS_SHARED_CREDENTIALS_FILE: absent,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

function failedResult(error: unknown): CliResult {
  if (error instanceof Error && 'code' in error && typeof error.code === 'number')
    return {
      code: error.code,
      stdout: 'stdout' in error ? String(error.stdout) : '',
      stderr: 'stderr' in error ? String(error.stderr).trim() : '',
    };
  throw error;
}
