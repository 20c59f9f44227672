import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ProfileFile } from '../../../../shared/models/profile.ts';
import { decodeText } from './decode-text.ts';

/** The environment that the app was started with, or as much of it as may be seen. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The SDK's own order, so that both read the same files: HOME, USERPROFILE, HOMEDRIVE + HOMEPATH, the system's answer. */
export function homeDirectory(environment: Environment): string {
  const { HOME, USERPROFILE, HOMEDRIVE, HOMEPATH } = environment;
  return HOME || USERPROFILE || (HOMEPATH ? `${HOMEDRIVE ?? 'C:'}${HOMEPATH}` : homedir());
}

/** Where the AWS config and credentials files are, by `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE`. */
export function profileFilePaths(environment: Environment): {
  readonly config: string;
  readonly credentials: string;
} {
  const folder = join(homeDirectory(environment), '.aws');
  return {
    config: environment['AWS_CONFIG_FILE'] || join(folder, 'config'),
    credentials: environment['AWS_SHARED_CREDENTIALS_FILE'] || join(folder, 'credentials'),
  };
}

/** A file with its text; the text is empty unless the state is `read`. */
export interface ProfileFileText extends ProfileFile {
  readonly text: string;
  /** Why the AWS SDK and the AWS CLI read nothing of it although it is there; a sentence. */
  readonly problem?: string | undefined;
  /** When it was last written, in milliseconds since 1970. */
  readonly changedAt?: number | undefined;
}

async function readProfileFile(path: string, fileKind: ProfileFile['fileKind']): Promise<ProfileFileText> {
  try {
    const [bytes, { mtimeMs }] = await Promise.all([readFile(path), stat(path)]);
    const { text, isUtf8 } = decodeText(bytes);
    const problem = isUtf8
      ? undefined
      : `The ${fileKind} file is not in UTF-8 but, at least in part, in UTF-16, which neither the AWS SDK nor the AWS CLI reads; save it as UTF-8.`;
    return { path, fileKind, state: 'read', text, problem, changedAt: mtimeMs };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { path, fileKind, state: missing ? 'missing' : 'unreadable', text: '' };
  }
}

/** Reads both files afresh; one that cannot be read is reported, never thrown. */
export async function readProfileFiles(
  environment: Environment,
): Promise<readonly [config: ProfileFileText, credentials: ProfileFileText]> {
  const paths = profileFilePaths(environment);
  return Promise.all([
    readProfileFile(paths.config, 'config'),
    readProfileFile(paths.credentials, 'credentials'),
  ]);
}
