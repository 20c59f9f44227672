import type { BrowserWindow, OpenDialogOptions } from 'electron';
import { dialog } from 'electron';

/** Shows a dialog to open something. @returns its path; null when the user canceled. */
async function choosePath(
  window: BrowserWindow | undefined,
  options: OpenDialogOptions,
): Promise<string | null> {
  const answer = window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options);
  const { canceled, filePaths } = await answer;
  return canceled ? null : (filePaths[0] ?? null);
}

/** Shows a dialog to choose a file of certificates. @returns its path; null when the user canceled. */
export const chooseCertificateFile = (window: BrowserWindow | undefined): Promise<string | null> =>
  choosePath(window, {
    filters: [
      { name: 'Certificates', extensions: ['pem', 'crt', 'cer', 'cert', 'der', 'bundle'] },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: ['openFile'],
  });

/** The texts of the dialog. */
export interface FolderQuestion {
  readonly title: string;
  readonly buttonLabel: string;
}

/** Shows a dialog to choose a folder. @returns its path; null when the user canceled. */
export const chooseFolder = (
  window: BrowserWindow | undefined,
  question: FolderQuestion,
): Promise<string | null> =>
  choosePath(window, { ...question, properties: ['openDirectory', 'createDirectory'] });
