import type { BrowserWindow } from 'electron';
import { dialog } from 'electron';

/** The texts of the dialog. */
export interface FolderQuestion {
  readonly title: string;
  readonly buttonLabel: string;
}

/** Shows a dialog to choose a folder. @returns its path; null when the user canceled. */
export async function chooseFolder(
  window: BrowserWindow | undefined,
  question: FolderQuestion,
): Promise<string | null> {
  const options = { ...question, properties: ['openDirectory' as const, 'createDirectory' as const] };
  const answer = window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options);
  const { canceled, filePaths } = await answer;
  return canceled ? null : (filePaths[0] ?? null);
}
