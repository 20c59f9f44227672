import type { Locator, Page } from '@playwright/test';

/** Opens a drop-down by its label and selects an option by typing and clicking. */
export async function choose(scope: Page | Locator, label: string, option: string | RegExp): Promise<void> {
  const page = 'page' in scope ? scope.page() : scope;
  await scope.getByRole('button', { name: label, expanded: false }).click();
  const listed = page.getByRole('option', { name: option });
  if (typeof option === 'string') {
    const filter = page.getByRole('combobox', { name: `Find ${label.toLowerCase()}` });
    if (await filter.isVisible()) await filter.fill(option.replace(/^Create /, ''));
  }
  await listed.first().click();
}

/** Opens the list of a side's profiles and selects the profile of exactly that name. */
export async function chooseProfile(scope: Page | Locator, label: string, name: string): Promise<void> {
  await scope.getByRole('button', { name: label, expanded: false }).click();
  const panel = scope.getByRole('dialog', { name: label });
  await panel.getByRole('combobox').fill(name);
  await panel.getByRole('gridcell', { name, exact: true }).first().click();
}
