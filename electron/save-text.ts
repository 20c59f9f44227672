import type { BrowserWindow } from 'electron';
import { app, dialog } from 'electron';
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from './engine/errors/engine-error.ts';

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

/** Writes beside the file and renames: a half-written export never takes its name. */
async function writeText(path: string, text: TextFile['text']): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

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
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ ...filters[format], extensions: [...filters[format].extensions] }],
  };
  const asked = window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options);
  const { canceled, filePath } = await asked;
  if (canceled) return null;
  try {
    await writeText(filePath, text);
  } catch (error) {
    // What the text is made of may fail with an error of its own.
    if (error instanceof EngineError) throw error;
    throw new EngineError(
      {
        code: 'invalid-input',
        message: `The file could not be written to ${filePath}. Save it in another folder.`,
        retryable: false,
        detail: error instanceof Error ? error.message : String(error),
      },
      error,
    );
  }
  return filePath;
}
