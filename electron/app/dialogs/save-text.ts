import type { BrowserWindow } from 'electron';
import { app, dialog } from 'electron';
import { dirname, join } from 'node:path';
import { fileName } from '../../../shared/text/file-name.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { describeFileError } from '../../engine/files/describe-file-error.ts';
import { removeStaleTemporaryFiles } from '../../engine/files/temporary-file.ts';
import { writeFileAtomically } from '../../engine/files/write-file-atomically.ts';

export interface TextFile {
  /** What it is called as long as the person says nothing else. */
  readonly name: string;
  /** The whole, or its parts in order where it may be too long to be in memory at once. */
  readonly text: string | AsyncIterable<string>;
  readonly format: 'csv' | 'json';
}

const filters = {
  csv: { name: 'Comma-separated values', extensions: ['csv'] },
  json: { name: 'JSON', extensions: ['json'] },
} as const satisfies Record<TextFile['format'], unknown>;

/**
 * Asks where a file is to be saved, and saves it. When this resolves the whole file is on disk; until then there is no
 * file, or the one that was there before.
 *
 * @returns its path; null when the person changed their mind.
 * @throws EngineError when it cannot be written there.
 */
export async function saveText(
  window: BrowserWindow | undefined,
  { name, text, format }: TextFile,
): Promise<string | null> {
  const options = {
    defaultPath: join(app.getPath('documents'), fileName(name)),
    filters: [{ ...filters[format], extensions: [...filters[format].extensions] }],
  };
  const asked = window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options);
  const { canceled, filePath } = await asked;
  if (canceled) return null;
  try {
    // The folder is the person's choice, so a killed process's files are looked for when it is used again.
    await removeStaleTemporaryFiles(dirname(filePath));
    // The person may want to share it: readable as any other file of theirs.
    await writeFileAtomically(filePath, text, { mode: 0o666, createFolder: false });
  } catch (error) {
    // What the text is made of may fail with an error of its own.
    if (error instanceof EngineError) throw error;
    throw new EngineError(
      {
        code: 'invalid-input',
        message: `The file could not be written to ${filePath}. ${describeFileError(error)} Save it in another folder.`,
        retryable: false,
        detail: error instanceof Error ? error.message : String(error),
      },
      error,
    );
  }
  return filePath;
}
