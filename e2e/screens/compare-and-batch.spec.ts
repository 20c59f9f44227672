import type { Locator, Page } from '@playwright/test';
import { chooseProfile, choose } from '../pages/select.ts';
import { Workspace } from '../pages/workspace.ts';
import { test as base } from './screen-test.ts';

const test = base.extend({ demo: true });

/** Adds a rule. @returns the field for its range of versions. */
async function addRange(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Add rule' }).click();
  await choose(page, 'Kind of rule 1', /Version in range/);
  return page.getByRole('textbox', { name: 'Range of rule 1' });
}

test.beforeEach(async ({ page }) => {
  const workspace = new Workspace(page);
  await chooseProfile(workspace.side('Source'), 'Source profile', 'demo-build');
  await chooseProfile(workspace.side('Destination'), 'Destination profile', 'demo-production');
  for (const name of ['team/api', 'platform/base', 'charts/api', 'data/pipeline'])
    await workspace.repositories.getByRole('checkbox', { name: `Select ${name}` }).click();
});

test('a comparison', async ({ page, checkScreen }) => {
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('table', { name: 'Comparison' }).getByText('Different').first().waitFor();
  await page.getByText(/to replicate/).waitFor();
  await checkScreen('compare');
});

test.describe('many repositories', () => {
  test.beforeEach(async ({ page }) => {
    await page.getByRole('button', { name: 'Configure tags and names' }).click();
    await page
      .getByText(/No rules|every tag|all tags/i)
      .first()
      .waitFor();
  });

  test('no rules, an invalid range, and a range of versions with new names', async ({
    page,
    checkScreen,
  }) => {
    await checkScreen('batch-no-rules');
    const range = await addRange(page);
    await range.fill('>=two');
    await checkScreen('batch-wrong-rule');
    await range.fill('>=2');
    await page
      .getByText(/ tags selected/)
      .first()
      .waitFor();
    const names = page.getByRole('group', { name: 'Repository renaming rules' });
    await names.getByRole('button', { name: 'Add renaming rule' }).click();
    await names.getByRole('textbox', { name: 'Prefix of renaming rule 1' }).fill('mirror/');
    await checkScreen('batch-rules');
  });

  test('the plan', async ({ page, checkScreen }) => {
    await (await addRange(page)).fill('>=0');
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await page
      .getByText(/ to transfer/)
      .first()
      .waitFor();
    await checkScreen('batch-plan');
  });
});
