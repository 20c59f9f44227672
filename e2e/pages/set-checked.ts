import type { Locator } from '@playwright/test';
import { expect } from '@playwright/test';

/** Clicks a radio button or a checkbox and waits for its state, which can follow only when the main process has stored it. */
export async function setChecked(control: Locator, checked = true): Promise<void> {
  if ((await control.isChecked()) !== checked) await control.click();
  await expect(control).toBeChecked({ checked });
}
