import type { BrowserWindow } from 'electron';
import { app, dialog } from 'electron';
import { dirname, join } from 'node:path';
import { fileName } from '../../../shared/text/file-name.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { describeFileError } from '../../engine/files/describe-file-error.ts';
import { removeStaleTemporaryFiles } from '../../engine/files/temporary-file.ts';
import { writeFileAtomically } from '../../engine/files/write-file-atomically.ts';

export interface TextFile {
  /** The suggested file name. */
  readonly name: string;
  /** The whole text, or its parts in order when the whole may not fit into memory. */
  readonly text: string | AsyncIterable<string>;
  readonly format: 'csv' | 'json' | 'txt';
}

const filters = {
  csv: { name: 'Comma-separated values', extensions: ['csv'] },
  json: { name: 'JSON', extensions: ['json'] },
  txt: { name: 'Text', extensions: ['txt'] },
} as const satisfies Record<TextFile['format'], unknown>;

/**
 * Shows a save dialog and writes the file. When this resolves the whole file is on disk; until then the path has no file
 * or the earlier one.
 *
 * @returns its path; null when the user canceled.
 * @throws EngineError `invalid-input` when the file cannot be written there.
 */
export async function saveText(
  window: BrowserWindow | undefined,
  { name, text, format }: TextFile,
): Promise<string | null> {
  const options = {
    defaultPath: join(app.getPath('documents'), fileName(name)),
    filters: [{ ...filters[format], extensions: [...filters[format].extensions] }],
  };
  const answer = window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options);
  const { canceled, filePath } = await answer;
  if (canceled) return null;
  try {
    // The user chose the folder, so its leftovers of a killed process are only removed when it is chosen again.
    await removeStaleTemporaryFiles(dirname(filePath));
    // The file has the usual permissions, because the user may share it.
    await writeFileAtomically(filePath, text, { mode: 0o666, createFolder: false });
  } catch (error) {
    // Producing the text may fail with an error of its own.
    if (error instanceof EngineError) throw error;
    throw new EngineError(
      {
        code: 'invalid-input',
        message: `The file cannot be written to ${filePath}. ${describeFileError(error)} Save it in another folder.`,
        retryable: false,
        detail: error instanceof Error ? error.message : String(error),
      },
      error,
    );
  }
  return filePath;
}
