import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ProfileFile } from '../../../../shared/models/profile.ts';
import { readSmallBytes } from '../../files/read-small-file.ts';

/** Environment variables: those of the app, or a part of them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Finds the home folder in the SDK's order, so that both read the same files: HOME, USERPROFILE, HOMEDRIVE with HOMEPATH, the operating system. */
export function homeDirectory(environment: Environment): string {
  const { HOME, USERPROFILE, HOMEDRIVE, HOMEPATH } = environment;
  return HOME || USERPROFILE || (HOMEPATH ? `${HOMEDRIVE ?? 'C:'}${HOMEPATH}` : homedir());
}

/** A path can begin with `~/`, which a shell does not replace inside quotes (`loadSharedConfigFiles` of the SDK). */
const expandHome = (path: string | undefined, environment: Environment): string | undefined =>
  path?.startsWith('~/') ? join(homeDirectory(environment), path.slice(2)) : path;

/** Returns the paths of the two AWS files, which `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` can set. */
export function profileFilePaths(environment: Environment): {
  readonly config: string;
  readonly credentials: string;
} {
  const folder = join(homeDirectory(environment), '.aws');
  return {
    config: expandHome(environment['AWS_CONFIG_FILE'], environment) || join(folder, 'config'),
    credentials:
      expandHome(environment['AWS_SHARED_CREDENTIALS_FILE'], environment) || join(folder, 'credentials'),
  };
}

/** An AWS file with its text, which is empty unless the state is `read`. */
export interface ProfileFileText extends ProfileFile {
  readonly text: string;
  /** A sentence: why the AWS SDK and the AWS CLI read nothing of the file. */
  readonly problem?: string | undefined;
  /** The time of its last change, in milliseconds since 1970. */
  readonly changedAt?: number | undefined;
}

/** A file's text, and whether programs that read only UTF-8 read the same text. */
interface DecodedText {
  readonly text: string;
  readonly isUtf8: boolean;
}

function detectEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/**
 * Decodes UTF-8, and UTF-16 of Windows programs: with a byte order mark, or appended to a UTF-8 file (`>>` of Windows
 * PowerShell), where a zero byte follows each ASCII character.
 */
function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = detectEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const hasZeros = bytes.includes(0);
  return { text: hasZeros ? text.replaceAll('\0', '') : text, isUtf8: encoding === 'utf-8' && !hasZeros };
}

/** In bytes; thousands of profiles have some hundred kilobytes. */
const maxFileBytes = 16_000_000;

/** A pipe or an endless device never ends; `/dev/null` is an empty file. */
const readBytes = async (path: string): Promise<Uint8Array> =>
  (await stat(path)).isCharacterDevice() ? new Uint8Array() : readSmallBytes(path, maxFileBytes);

async function readProfileFile(path: string, fileKind: ProfileFile['fileKind']): Promise<ProfileFileText> {
  try {
    const [bytes, { mtimeMs }] = await Promise.all([readBytes(path), stat(path)]);
    const { text, isUtf8 } = decodeText(bytes);
    const problem = isUtf8
      ? undefined
      : `The ${fileKind} file contains UTF-16, which neither the AWS SDK nor the AWS CLI reads. Save it as UTF-8.`;
    return { path, fileKind, state: 'read', text, problem, changedAt: mtimeMs };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { path, fileKind, state: isMissing ? 'missing' : 'unreadable', text: '' };
  }
}

/** Reads both files. Never throws: the state of a file says when it cannot be read. */
export async function readProfileFiles(
  environment: Environment,
): Promise<readonly [config: ProfileFileText, credentials: ProfileFileText]> {
  const paths = profileFilePaths(environment);
  return Promise.all([
    readProfileFile(paths.config, 'config'),
    readProfileFile(paths.credentials, 'credentials'),
  ]);
}
