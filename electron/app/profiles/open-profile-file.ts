import type { ProfileFile } from '../../../shared/models/profile.ts';
import { profileFilePaths, readProfileFiles } from '../../engine/aws/profiles/profile-files.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';

interface OpenPorts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Opens a file in the system's program for it. @returns the text of an error; empty when there was none. */
  readonly openPath: (path: string) => Promise<string>;
}

const cannotOpen = (path: string, problem: string, detail?: string): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: `${path} ${problem}`,
    retryable: false,
    ...(detail === undefined ? {} : { detail }),
  });

/**
 * Opens the AWS config or credentials file in the user's editor.
 * @throws EngineError `invalid-input` when the file does not exist or cannot be opened.
 */
export async function openProfileFile(
  fileKind: ProfileFile['fileKind'],
  { environment, openPath }: OpenPorts,
): Promise<void> {
  const path = profileFilePaths(environment)[fileKind];
  const files = await readProfileFiles(environment);
  if (files.find((file) => file.fileKind === fileKind)?.state === 'missing')
    throw cannotOpen(path, 'does not exist. Create it with the AWS CLI (aws configure) or in a text editor.');
  const problem = await openPath(path);
  if (problem !== '') throw cannotOpen(path, 'cannot be opened. Open it in a text editor.', problem);
}
