import type { ElectronApplication, Locator } from '@playwright/test';

/** The text that a copy button puts on the clipboard, once it says so. */
export async function copied(app: ElectronApplication, button: Locator): Promise<string> {
  await button.click();
  await button.getByText('Copied').waitFor();
  return app.evaluate(({ clipboard }) => clipboard.readText());
}
