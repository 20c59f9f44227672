import { createReadStream } from 'node:fs';
import { open, readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StackFile } from '../../../shared/models/aws-stack.ts';
import { EngineError } from '../errors/engine-error.ts';
import { describeFileError, fileErrorCode } from '../files/describe-file-error.ts';
import { createFolder, describeFolderError } from '../files/create-folder.ts';
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

/** What a run has created, in this order. */
interface Created {
  readonly kind: 'file' | 'folder';
  readonly path: string;
}

/** Removes what a run has created and nothing else: a folder with other files stays. @returns the paths of files that stay. */
async function removeCreated(created: readonly Created[]): Promise<readonly string[]> {
  const remaining: string[] = [];
  for (const { kind, path } of created.toReversed()) {
    if (kind === 'folder') await rmdir(path).catch(() => undefined);
    else await rm(path, { force: true }).catch(() => remaining.push(path));
  }
  return remaining;
}

const describeRemoval = (remaining: readonly string[]): string =>
  remaining.length === 0
    ? 'Nothing of the export was left in it.'
    : `Delete what was left of the export: ${remaining.join(', ')}.`;

/**
 * Writes the files of an export into a new folder. They contain no secrets, so that others can read them.
 *
 * @param archive the path of the function's archive, which is copied; undefined when this installation has none.
 * @throws EngineError when a file cannot be written or exists; what this run has created is removed before.
 */
export async function writeExport(
  folder: string,
  files: readonly StackFile[],
  archive: string | undefined,
): Promise<void> {
  const created: Created[] = [];
  const onCreate = (path: string): void => void created.push({ kind: 'folder', path });
  const writeNewFile = async (
    path: string,
    openContent: () => string | AsyncIterable<Buffer>,
  ): Promise<void> => {
    const file = await open(path, 'wx', 0o644);
    created.push({ kind: 'file', path });
    try {
      await file.writeFile(openContent());
    } finally {
      await file.close();
    }
  };
  try {
    for (const { path, text } of files) {
      const file = join(folder, ...path.split('/'));
      await createFolder(dirname(file), { onCreate });
      await writeNewFile(file, () => text);
    }
    if (archive !== undefined) await writeNewFile(join(folder, archiveName), () => createReadStream(archive));
  } catch (error) {
    if (created.length === 0) {
      const isFolderRefused = fileErrorCode(error) === 'ENOENT';
      const reason = isFolderRefused ? describeFolderError(error) : describeFileError(error);
      throw folderUnusableError(folder, reason, error);
    }
    const remaining = await removeCreated(created);
    throw folderUnusableError(folder, `${describeFileError(error)} ${describeRemoval(remaining)}`, error);
  }
}
