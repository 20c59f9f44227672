import type { BrowserWindow } from 'electron';
import { dialog } from 'electron';

/** Shows a dialog to choose a file of certificates. @returns its path; null when the user canceled. */
export async function chooseCertificateFile(window: BrowserWindow | undefined): Promise<string | null> {
  const options = {
    filters: [
      { name: 'Certificates', extensions: ['pem', 'crt', 'cer', 'cert', 'der', 'bundle'] },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: ['openFile' as const],
  };
  const answer = window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options);
  const { canceled, filePaths } = await answer;
  return canceled ? null : (filePaths[0] ?? null);
}
