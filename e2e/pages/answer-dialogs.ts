import type { ElectronApplication } from '@playwright/test';

/** The paths that the person chooses in the system's dialogs from now on; a dialog without one is canceled. */
export const answerDialogs = (
  app: ElectronApplication,
  chosen: { readonly save?: string; readonly open?: string },
): Promise<void> =>
  app.evaluate(({ dialog }, { save, open }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === undefined, filePath: save ?? '' });
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: open === undefined, filePaths: open === undefined ? [] : [open] });
  }, chosen);
