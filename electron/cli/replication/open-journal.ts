import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { describeFileError } from '../../engine/files/describe-file-error.ts';
import { temporaryPath } from '../../engine/files/temporary-file.ts';
import type { UploadJournal } from '../../engine/replication/upload/upload-journal.ts';
import { createUploadJournal, probeText } from '../../engine/replication/upload/upload-journal.ts';
import { createFolder, describeFolderError } from '../../engine/files/create-folder.ts';
import type { Output } from '../terminal/context.ts';

/**
 * The journal in the folder of `--journal`, which is created where it is missing and is tried before anything is copied.
 * @throws EngineError when the folder cannot be written to.
 */
export async function openJournal(given: string, stderr: Output): Promise<UploadJournal> {
  const folder = resolve(given);
  const probe = temporaryPath(folder);
  try {
    await createFolder(folder, { mode: 0o700 });
    await writeFile(probe, `${probeText}\n`, { mode: 0o600 });
  } catch (error) {
    throw new EngineError(
      {
        code: 'invalid-input',
        message: `The folder of --journal cannot be used: ${folder}. ${describeFolderError(error)} Choose another folder, or leave --journal out. Nothing was written.`,
        retryable: false,
      },
      error,
    );
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
  return createUploadJournal(folder, {
    onProblem: (error) =>
      stderr.write(
        `warning: unfinished uploads cannot be noted in ${folder}. ${describeFileError(error)} A copy that is killed uploads their layers again.\n`,
      ),
  });
}
