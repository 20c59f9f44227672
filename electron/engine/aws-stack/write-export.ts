import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StackFile } from '../../../shared/models/aws-stack.ts';
import { EngineError } from '../errors/engine-error.ts';
import { describeFileError, fileErrorCode } from '../files/describe-file-error.ts';
import { archiveName } from './function-archive.ts';

const folderUnusableError = (folder: string, reason: string, cause?: unknown): EngineError =>
  new EngineError(
    {
      code: 'invalid-input',
      message: `The folder ${folder} cannot be used. ${reason} Choose another folder.`,
      retryable: false,
    },
    cause,
  );

/**
 * Makes sure that nothing is overwritten.
 *
 * @throws EngineError unless the folder is missing or empty.
 */
export async function assertEmptyFolder(folder: string): Promise<void> {
  let entries: readonly string[];
  try {
    entries = await readdir(folder);
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return;
    throw folderUnusableError(folder, describeFileError(error), error);
  }
  if (entries.length > 0) throw folderUnusableError(folder, 'It is not empty.');
}

/**
 * Writes the files of an export into a new folder. They contain no secrets, so that others can read them.
 *
 * @param archive the path of the function's archive, which is copied; undefined when this installation has none.
 * @throws EngineError when a file cannot be written or exists.
 */
export async function writeExport(
  folder: string,
  files: readonly StackFile[],
  archive: string | undefined,
): Promise<void> {
  try {
    for (const { path, text } of files) {
      const file = join(folder, ...path.split('/'));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { flag: 'wx', mode: 0o644 });
    }
    if (archive === undefined) return;
    const copy = join(folder, archiveName);
    await copyFile(archive, copy, constants.COPYFILE_EXCL);
    await chmod(copy, 0o644);
  } catch (error) {
    throw folderUnusableError(folder, describeFileError(error), error);
  }
}
