import type { Page } from '@playwright/test';
import { putImage } from '../../electron/local-ecr/registry/put-image.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { test as testWithOwnApp } from '../fixtures/fixtures.ts';
import { ask } from '../pages/ask.ts';
import { planReplication } from '../pages/replication.ts';
import { Review } from '../pages/review.ts';
import { Transfers } from '../pages/transfers.ts';
import { setChecked } from '../pages/set-checked.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';

test('filters 1,200 images while typing, sorts and pages them', async ({ ecr, page }) => {
  const repository = ecr.registry('111111111111', build.region).createRepository('team/many');
  const seeded = await seedImage(repository, [['layer', 1000]]);
  for (let index = 0; index < 1_200; index += 1) {
    const manifest = JSON.stringify({
      ...JSON.parse(seeded.manifest),
      annotations: { build: String(index) },
    });
    putImage(repository, {
      manifest,
      tag: `build-${index}`,
      pushedAt: new Date(1_700_000_000_000 + index * 60_000),
    });
  }
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.openRepository('team/many');

  await expect(page.getByText('(1,200)', { exact: true })).toBeVisible();
  await expect(workspace.images.getByRole('row')).toHaveCount(26);
  // The second button resizes the column.
  await workspace.images.getByRole('button', { name: 'Pushed' }).first().press('Enter');
  await expect(workspace.images.getByRole('row').nth(1)).toContainText('build-0');

  await page.getByRole('button', { name: 'Page 48' }).click();
  await expect(workspace.images.getByRole('row').last()).toContainText('build-1199');

  await workspace.filterImages('build-119');
  await expect(page.getByText('11 matches').first()).toBeVisible();
  await expect(workspace.images.getByRole('row')).toHaveCount(12);
  await workspace.filterImages(seeded.digest.slice(0, 19));
  await page.getByRole('button', { name: 'Show all (1 image)' }).click();
  await expect(page.getByText('1 match').first()).toBeVisible();
  await expect(workspace.images.getByText('Untagged, not part of an index')).toBeVisible();
  await workspace.filterImages('no such tag');
  await expect(page.getByText('No matches')).toBeVisible();
});

test('creates a new repository with the source’s settings, and edits tags', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api', {
    tagMutability: 'IMMUTABLE',
  });
  const { digest } = await seedImage(source, [['layer', 5000]], ['1.0', 'latest']);

  const review = await planReplication(page, {
    from: 'team/api',
    tags: ['1.0'],
    to: 'mirror/api',
    create: true,
  });
  await expect(review.setting('Tag mutability')).toContainText('Immutable');
  await review.addTag('1.0', 'bad tag!');
  await expect(page.getByRole('alert').filter({ hasText: 'A tag is up to 128 letters' })).toBeVisible();
  await review.addTag('1.0', 'release-1');
  await expect(review.tagsOf('1.0')).toHaveText([/^1\.0/, /^release-1/]);
  expect(ecr.registry('222222222222', production.region).repositories.size).toBe(0);
  await expect(review.replicate).toBeEnabled();
  await review.replicate.click();

  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  const created = ecr.registry('222222222222', production.region).repository('mirror/api');
  expect(created.settings.tagMutability).toBe('IMMUTABLE');
  expect([...created.tags]).toEqual([
    ['1.0', digest],
    ['release-1', digest],
  ]);
});

test('shows a blocker for an existing immutable tag until another tag is given', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api', {
    tagMutability: 'IMMUTABLE',
  });
  const { digest } = await seedImage(source, [['new', 5000]], ['v1']);
  const other = await seedImage(destination, [['old', 5000]], ['v1']);

  const review = await planReplication(page, { from: 'team/api', tags: ['v1'], to: 'team/api' });
  await expect(review.conflicts).toContainText('at the destination and cannot be overwritten');
  await expect(review.replicate).toBeDisabled();
  await review.addTag('v1', 'v1-rebuilt');
  await page.getByRole('button', { name: 'Skip v1', exact: true }).click();
  await expect(review.conflicts).toHaveCount(0);
  await review.replicate.click();

  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(destination.tags.get('v1')).toBe(other.digest);
  expect(destination.tags.get('v1-rebuilt')).toBe(digest);
});

test('shows the current digest of a tag that moves, before anything is changed', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  await seedImage(source, [['new', 5000]], ['latest']);
  const old = await seedImage(destination, [['old', 5000]], ['latest']);

  const review = await planReplication(page, { from: 'team/api', tags: ['latest'], to: 'team/api' });
  await expect(review.tagsOf('latest')).toContainText(`points to ${old.digest.slice(0, 19)}`);
  expect(destination.tags.get('latest')).toBe(old.digest);
});

testWithOwnApp('restores the last choice at the next start', async ({ ecr, openApp }) => {
  ecr.registry('111111111111', build.region).createRepository('team/api');
  const first = await openApp();
  const workspace = new Workspace(await first.firstWindow());
  await workspace.chooseProfile('Source', build);
  await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();
  await first.close();

  const again = new Workspace(await (await openApp()).firstWindow());
  await expect(again.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();
  await expect(again.side('Source').getByRole('button', { name: 'Source profile' })).toContainText('build');
});

const names = (page: Page) => new Workspace(page).repositories.getByRole('rowheader');

/** The headers of the repositories' columns in their order. */
const headers = (page: Page) => new Workspace(page).repositories.getByRole('columnheader');

testWithOwnApp(
  'restores a table: its rows and columns as they were arranged, and its filter for the same registry',
  async ({ ecr, openApp }) => {
    for (const name of ['team/api', 'team/web', 'base'])
      ecr.registry('111111111111', build.region).createRepository(name);
    const first = await openApp();
    const page = await first.firstWindow();
    const workspace = new Workspace(page);
    await workspace.chooseProfile('Source', build);
    await expect(names(page)).toHaveText(['base', 'team/api', 'team/web']);
    const repository = workspace.repositories.getByRole('columnheader', { name: 'Repository' });
    await repository.getByRole('button').first().press('Enter');
    await workspace.filterRepositories('team');
    await expect(names(page)).toHaveText(['team/web', 'team/api']);

    await page.getByRole('button', { name: 'Repositories preferences' }).click();
    const preferences = page.getByRole('dialog', { name: 'Repositories preferences' });
    await preferences.getByRole('checkbox', { name: 'Encryption' }).click();
    const created = preferences.getByRole('button', { name: /^Drag handle.*Created/ });
    // The list measures its items between two keys; it announces when it has done so.
    for (const [key, announcement] of [
      ['Space', /^Picked up item at position/],
      ['ArrowDown', /^Moving item to position/],
      ['Space', /^Item moved from position/],
    ] as const) {
      await created.press(key);
      await expect(page.getByText(announcement)).toBeAttached();
    }
    await preferences.getByRole('button', { name: 'Confirm' }).click();
    await expect(headers(page)).toContainText(['Repository', 'Tags', 'Created', 'Scan on push']);
    const resizer = repository.getByRole('button').last();
    await resizer.press('Enter');
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(resizer).toBeFocused();
    const width = (await repository.boundingBox())?.width;
    await expect
      .poll(async () => (await ask(page, 'settings.read')).tables.views)
      .toMatchObject({
        repositories: {
          sortedBy: { column: 'name', descending: true },
          widths: { name: Math.round(width ?? 0) },
        },
        [`repositories build ${build.region}`]: { filter: 'team' },
      });
    await first.close();

    const again = await (await openApp()).firstWindow();
    await expect(names(again)).toHaveText(['team/web', 'team/api']);
    await expect(headers(again)).toContainText(['Repository', 'Tags', 'Created', 'Scan on push']);
    await expect(headers(again).filter({ hasText: 'Encryption' })).toHaveCount(0);
    const restored = await headers(again).filter({ hasText: 'Repository' }).boundingBox();
    expect(restored?.width).toBeCloseTo(width ?? 0, 0);
    await new Workspace(again).filterRepositories('');
    await expect(names(again)).toHaveText(['team/web', 'team/api', 'base']);
  },
);

test('never shows the other account’s repositories after a switch of the profile', async ({ ecr, page }) => {
  ecr.registry('111111111111', build.region).createRepository('build/only');
  ecr.registry('222222222222', production.region).createRepository('production/only');
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await expect(workspace.repositories.getByText('build/only').first()).toBeVisible();
  ecr.network.shape = { latencyMs: 300 };
  await workspace.chooseProfile('Source', production);
  await expect(workspace.repositories.getByText('build/only')).toHaveCount(0);
  await expect(workspace.side('Source')).not.toContainText('111111111111');
  await expect(workspace.repositories.getByText('production/only').first()).toBeVisible();
  await expect(workspace.side('Source')).toContainText('222222222222');
});

test('replicates two images at once, one of them without a tag', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  const one = await seedImage(
    source,
    [
      ['shared', 40_000],
      ['one', 5000],
    ],
    ['one'],
  );
  const two = await seedImage(source, [
    ['shared', 40_000],
    ['two', 5000],
  ]);
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.openRepository('team/api');
  await workspace.pickTag('one');
  await workspace.showImages('Untagged');
  await setChecked(workspace.images.getByRole('row', { name: /Untagged/ }).getByRole('checkbox'));
  await workspace.chooseProfile('Destination', production);
  await workspace.chooseDestination('team/api');
  await workspace.review.click();
  const review = new Review(page);
  await expect(review.table.getByText('Untagged: can be pulled by its digest only.')).toBeVisible();
  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags]).toEqual([['one', one.digest]]);
  expect(destination.images.has(two.digest)).toBe(true);
});
