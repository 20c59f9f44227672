import type { ElectronApplication } from '@playwright/test';

/** Sets the paths that the user chooses in the next system dialogs; a dialog without one is canceled. */
export const answerDialogs = (
  app: ElectronApplication,
  chosen: { readonly save?: string; readonly open?: string },
): Promise<void> =>
  app.evaluate(({ dialog }, { save, open }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === undefined, filePath: save ?? '' });
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: open === undefined, filePaths: open === undefined ? [] : [open] });
  }, chosen);
