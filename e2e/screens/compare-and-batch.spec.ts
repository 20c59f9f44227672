import { chooseProfile, choose } from '../pages/select.ts';
import { Workspace } from '../pages/workspace.ts';
import { test as base } from './screen-test.ts';

const test = base.extend({ demo: true });

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

  test('no rules', async ({ checkScreen }) => {
    await checkScreen('batch-no-rules');
  });

  test.describe('with a rule', () => {
    test.beforeEach(async ({ page }) => {
      await page.getByRole('button', { name: 'Add rule' }).click();
      await choose(page, 'Kind of rule 1', /Version in range/);
    });

    test('a range of versions and new names', async ({ page, checkScreen }) => {
      await page.getByRole('textbox', { name: 'Range of rule 1' }).fill('>=2');
      await page
        .getByText(/ tags selected/)
        .first()
        .waitFor();
      const names = page.getByRole('group', { name: 'Repository renaming rules' });
      await names.getByRole('button', { name: 'Add renaming rule' }).click();
      await names.getByRole('textbox', { name: 'Prefix of renaming rule 1' }).fill('mirror/');
      await checkScreen('batch-rules');
    });

    test('an invalid range', async ({ page, checkScreen }) => {
      await page.getByRole('textbox', { name: 'Range of rule 1' }).fill('>=two');
      await checkScreen('batch-wrong-rule');
    });

    test('the plan', async ({ page, checkScreen }) => {
      await page.getByRole('textbox', { name: 'Range of rule 1' }).fill('>=0');
      await page.getByRole('button', { name: 'Plan', exact: true }).click();
      await page
        .getByText(/ to transfer/)
        .first()
        .waitFor();
      await checkScreen('batch-plan');
    });
  });
});
