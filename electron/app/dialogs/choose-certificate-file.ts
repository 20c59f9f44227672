import type { BrowserWindow } from 'electron';
import { dialog } from 'electron';

/** Asks for a file of certificates. @returns its path; null when the person changed their mind. */
export async function chooseCertificateFile(window: BrowserWindow | undefined): Promise<string | null> {
  const options = {
    filters: [
      { name: 'Certificates', extensions: ['pem', 'crt', 'cer', 'cert', 'der', 'bundle'] },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: ['openFile' as const],
  };
  const asked = window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options);
  const { canceled, filePaths } = await asked;
  return canceled ? null : (filePaths[0] ?? null);
}
