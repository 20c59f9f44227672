import type { ElectronApplication } from '@playwright/test';

/** Clicks an item of the native menu. @param id the command that it sends. */
export const clickMenu = (app: ElectronApplication, id: string): Promise<void> =>
  app.evaluate(({ Menu }, itemId) => {
    Menu.getApplicationMenu()?.getMenuItemById(itemId)?.click();
  }, id);
