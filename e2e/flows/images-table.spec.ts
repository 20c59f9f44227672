import type { Page } from '@playwright/test';
import { putImage } from '../../electron/local-ecr/registry/put-image.ts';
import type { Repository } from '../../electron/local-ecr/registry/repository.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { build } from '../accounts/test-accounts.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { Workspace } from '../pages/workspace.ts';

/** Adds images `build-0`, `build-1`, … of the same layer; the last one is the newest. */
async function seedImages(repository: Repository, count: number): Promise<readonly string[]> {
  const seeded = await seedImage(repository, [['layer', 1000]]);
  return Array.from({ length: count }, (_, index) => {
    const manifest = { ...JSON.parse(seeded.manifest), annotations: { build: String(index) } };
    const pushedAt = new Date(1_700_000_000_000 + index * 60_000);
    return putImage(repository, { manifest: JSON.stringify(manifest), tag: `build-${index}`, pushedAt })
      .digest;
  });
}

async function openImages(page: Page, name: string): Promise<Workspace> {
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.openRepository(name);
  await workspace.images.getByRole('button', { name: 'Tag build-0', exact: true }).waitFor();
  return workspace;
}

/** Shows a column of the images through the preferences of the table. */
async function showColumn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Images preferences' }).click();
  const preferences = page.getByRole('dialog', { name: 'Images preferences' });
  await preferences.getByRole('checkbox', { name }).click();
  await preferences.getByRole('button', { name: 'Confirm' }).click();
}

test('says how many clusters run an image, asked once for each visible image and only for a shown column', async ({
  ecr,
  page,
}) => {
  const repository = ecr.registry('111111111111', build.region).createRepository('team/api');
  const [first = ''] = await seedImages(repository, 3);
  const image = repository.images.get(first);
  if (!image) throw new Error('no image');
  image.scan = {
    status: 'COMPLETE',
    description: '',
    counts: { HIGH: 1 },
    inUse: { clusters: 4, lastAt: new Date('2026-11-03T00:00:00Z') },
  };
  const asked = () => ecr.calls.of('DescribeImageScanFindings').length;
  const workspace = await openImages(page, 'team/api');
  await expect(workspace.images.getByRole('row')).toHaveCount(4);
  expect(asked()).toBe(0);

  await showColumn(page, 'In use by');
  await expect(workspace.images.getByRole('row', { name: /build-0/ })).toContainText('4 clusters');
  await expect(page.getByText(/^Reading where images are in use/)).toHaveCount(0);
  expect(asked()).toBe(3);

  ecr.faults.deny({ action: 'ecr:DescribeImageScanFindings' });
  await page.getByRole('button', { name: 'Refresh images' }).click();
  await expect(page.getByText(/^In use by is not available: .*ecr:DescribeImageScanFindings/)).toBeVisible();
  await expect(workspace.images.getByRole('row')).toHaveCount(4);
});

test('the header of the table stays in view while the rows scroll', async ({ ecr, page }) => {
  await seedImages(ecr.registry('111111111111', build.region).createRepository('team/api'), 25);
  const workspace = await openImages(page, 'team/api');
  const first = workspace.images.getByRole('row', { name: /build-24/ });
  const last = workspace.images.getByRole('row', { name: /build-0/ });
  await expect(first).toBeInViewport();
  await last.scrollIntoViewIfNeeded();
  await expect(first).not.toBeInViewport();
  const header = page.locator('th:visible', { hasText: 'Pushed' });
  await expect(header.filter({ visible: true }).first()).toBeInViewport({ ratio: 1 });
  const [headerBox, lastBox] = [await header.first().boundingBox(), await last.boundingBox()];
  expect(headerBox && lastBox && headerBox.y + headerBox.height <= lastBox.y).toBe(true);
});

test('the handle that drags an image appears on hover and on focus only', async ({ ecr, page }) => {
  await seedImages(ecr.registry('111111111111', build.region).createRepository('team/api'), 2);
  const workspace = await openImages(page, 'team/api');
  const row = (name: string) => workspace.images.getByRole('row', { name: new RegExp(name) });
  const handle = (name: string) => row(name).getByTitle('Drag to the destination');
  await page.getByRole('combobox', { name: 'Filter images' }).hover();
  await expect(handle('build-0')).toHaveCSS('opacity', '0');
  await expect(handle('build-1')).toHaveCSS('opacity', '0');

  await row('build-0').hover();
  await expect(handle('build-0')).toHaveCSS('opacity', '1');
  await expect(handle('build-1')).toHaveCSS('opacity', '0');

  await page.getByRole('combobox', { name: 'Filter images' }).hover();
  await row('build-1').getByRole('checkbox').focus();
  await expect(handle('build-1')).toHaveCSS('opacity', '1');
  await expect(handle('build-0')).toHaveCSS('opacity', '0');
});

test('the filter of images is remembered for each repository', async ({ ecr, page }) => {
  for (const name of ['team/api', 'team/web'])
    await seedImages(ecr.registry('111111111111', build.region).createRepository(name), 12);
  const workspace = await openImages(page, 'team/api');
  const filter = page.getByRole('combobox', { name: 'Filter images' });
  await filter.fill('build-11');
  await filter.press('Enter');
  await expect(workspace.images.getByRole('row')).toHaveCount(2);

  await page.getByRole('link', { name: 'Repositories' }).click();
  await openImages(page, 'team/web');
  await expect(workspace.images.getByRole('row')).toHaveCount(13);

  await page.getByRole('link', { name: 'Repositories' }).click();
  await workspace.openRepository('team/api');
  await expect(workspace.images.getByRole('row')).toHaveCount(2);
  await expect(workspace.images.getByRole('button', { name: 'Tag build-11', exact: true })).toBeVisible();
});
