import type { Locator, Page } from '@playwright/test';

/** Opens a drop-down by its label and takes the option of that name, as a person would: typing, then clicking. */
export async function choose(scope: Page | Locator, label: string, option: string | RegExp): Promise<void> {
  const page = 'page' in scope ? scope.page() : scope;
  await scope.getByRole('button', { name: label }).click();
  const listed = page.getByRole('option', { name: option });
  if (typeof option === 'string') {
    const filter = page.getByRole('combobox', { name: `Find ${label.toLowerCase()}` });
    if (await filter.isVisible()) await filter.fill(option.replace(/^Create /, ''));
  }
  await listed.first().click();
}
