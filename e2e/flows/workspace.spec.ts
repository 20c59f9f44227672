import type { LocalEcr } from '../../electron/local-ecr/local-ecr.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { copied } from '../pages/clipboard.ts';
import { choose } from '../pages/select.ts';
import { Transfers } from '../pages/transfers.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';

const source = (ecr: LocalEcr) => ecr.registry('111111111111', build.region);
const destination = (ecr: LocalEcr) => ecr.registry('222222222222', production.region);

const tagsAt = (ecr: LocalEcr, name: string): readonly string[] =>
  [...destination(ecr).repository(name).tags.keys()].toSorted();

test('lists the differences of a comparison, and replicates them together', async ({ ecr, page }) => {
  const here = source(ecr).createRepository('team/app');
  const there = destination(ecr).createRepository('team/app');
  await seedImage(here, [['one', 1000]], ['1.0']);
  await seedImage(there, [['one', 1000]], ['1.0']);
  const newer = await seedImage(here, [['two', 2000]], ['2.0', 'latest']);
  await seedImage(there, [['old', 1500]], ['latest', 'rollback']);

  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.chooseProfile('Destination', production);
  await workspace.openRepository('team/app');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const row = (tag: string) =>
    page
      .getByRole('table', { name: 'Comparison' })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: tag, exact: true }) });
  await expect(row('1.0')).toContainText('Same');
  await expect(row('2.0')).toContainText('Only at source');
  await expect(row('latest')).toContainText('Different');
  await expect(row('rollback')).toContainText('Only at destination');

  await page.getByRole('button', { name: 'Replicate differences' }).click();
  await expect(page.getByRole('table', { name: 'Plans' })).toContainText('1 moved');
  await page.getByRole('button', { name: 'Replicate', exact: true }).last().click();
  await page.getByRole('button', { name: 'Overwrite and replicate' }).click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(tagsAt(ecr, 'team/app')).toEqual(['1.0', '2.0', 'latest', 'rollback']);
  expect(there.tags.get('latest')).toBe(newer.digest);
});

test('plans many repositories with one filter and new names on one page', async ({ ecr, page }) => {
  for (const name of ['team/api', 'team/web']) {
    const repository = source(ecr).createRepository(name);
    await seedImage(repository, [[name, 1000]], ['v1.0.0']);
    await seedImage(repository, [[`${name} 2`, 1000]], ['v2.0.0']);
    await seedImage(repository, [[`${name} 3`, 1000]], ['nightly']);
  }
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.chooseProfile('Destination', production);
  for (const name of ['team/api', 'team/web'])
    await workspace.repositories.getByRole('checkbox', { name: `Select ${name}` }).click();
  await page.getByRole('button', { name: 'Configure tags and names' }).click();
  await page.getByRole('button', { name: 'Add rule' }).click();
  await choose(page, 'Kind of rule 1', /Version in range/);
  await page.getByRole('textbox', { name: 'Range of rule 1' }).fill('>=2');
  await expect(page.getByText('1 of 3 tags selected, on 1 image.')).toBeVisible();
  const names = page.getByRole('group', { name: 'Repository renaming rules' });
  await names.getByRole('button', { name: 'Add renaming rule' }).click();
  await names.getByRole('textbox', { name: 'Prefix of renaming rule 1' }).fill('mirror/');
  await expect(page.getByRole('list', { name: 'Repository names' })).toContainText('mirror/team/api');
  await page.getByRole('button', { name: 'Plan', exact: true }).click();

  const plans = page.getByRole('table', { name: 'Plans' });
  await expect(plans.getByText('to mirror/team/web')).toBeVisible();
  await page.getByRole('button', { name: 'Replicate', exact: true }).last().click();
  await expect(page.getByRole('region', { name: /^Transfer of / }).getByText('Replicated')).toHaveCount(2);
  expect(tagsAt(ecr, 'mirror/team/api')).toEqual(['v2.0.0']);
  expect(tagsAt(ecr, 'mirror/team/web')).toEqual(['v2.0.0']);
});

test('shows the details of an image, and opens it by a pasted URI', async ({ ecr, app, page }) => {
  const repository = source(ecr).createRepository('team/app');
  const image = await seedImage(repository, [['one', 40_000]], ['1.0']);
  await seedImage(repository, [['two', 1000]], ['2.0']);
  const registry = `111111111111.dkr.ecr.${build.region}.amazonaws.com`;

  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await expect(workspace.repositories).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: /^Find a command/ }).fill(`${registry}/team/app:1.0`);
  await page.getByRole('option', { name: /team\/app:1\.0\s*as build/ }).click();
  await expect(workspace.images.getByRole('button', { name: 'Tag 1.0' })).toBeVisible();
  await expect(workspace.images.getByRole('button', { name: 'Tag 2.0' })).toHaveCount(0);

  await workspace.images.getByRole('checkbox', { name: 'Select 1.0' }).focus();
  await page.keyboard.press('i');
  const details = page.getByRole('dialog', { name: 'team/app: 1.0' });
  const copy = (what: string) => copied(app, details.getByRole('button', { name: `Copy ${what}` }).first());
  expect(await copy('digest')).toBe(image.digest);
  expect(await copy('URI')).toBe(`${registry}/team/app@${image.digest}`);
  expect(await copy('pull command')).toBe(`docker pull ${registry}/team/app:1.0`);
  await details.getByRole('tab', { name: 'Layers' }).click();
  await expect(details.getByRole('list', { name: 'Layers and history' })).toContainText('40.0 kB');
  await details.getByRole('tab', { name: 'Manifest' }).click();
  await expect(details.getByRole('region', { name: 'Manifest' })).toContainText('"schemaVersion": 2');
});
