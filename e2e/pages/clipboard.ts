import type { ElectronApplication, Locator } from '@playwright/test';
import { expect } from '@playwright/test';

/** The text that a copy button puts on the clipboard, once it confirms it. */
export async function copied(app: ElectronApplication, button: Locator): Promise<string> {
  const read = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText());
  await app.evaluate(({ clipboard }) => clipboard.writeText(''));
  // The button confirms it for a moment, which can be over before a busy computer has read the clipboard.
  await Promise.all([expect(button.page().getByText('Copied').first()).toBeVisible(), button.click()]);
  await expect.poll(read).not.toBe('');
  return read();
}
