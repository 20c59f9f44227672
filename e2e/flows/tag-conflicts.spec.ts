import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalEcr } from '../../electron/local-ecr/local-ecr.ts';
import type { RepositoryOptions } from '../../electron/local-ecr/registry/registry.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';
import { planReplication } from '../pages/replication.ts';
import { Transfers } from '../pages/transfers.ts';
import { build, production } from '../accounts/test-accounts.ts';

const repositories = (ecr: LocalEcr, options: RepositoryOptions) => ({
  source: ecr.registry('111111111111', build.region).createRepository('team/api'),
  destination: ecr.registry('222222222222', production.region).createRepository('team/api', options),
});

const short = (digest: string): string => digest.slice(0, 19);

test('resolves tag conflicts in the table of images: overwritten, renamed or skipped', async ({
  ecr,
  page,
}) => {
  const { source, destination } = repositories(ecr, {
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    exclusionFilters: [
      { filterType: 'WILDCARD', filter: 'latest*' },
      { filterType: 'WILDCARD', filter: 'stable' },
    ],
  });
  const { digest } = await seedImage(source, [['new', 5000]], ['latest', 'stable', 'v1', 'v2']);
  const old = await seedImage(destination, [['old', 5000]], ['latest', 'stable', 'v1']);

  const review = await planReplication(page, {
    from: 'team/api',
    tags: ['latest', 'stable', 'v1', 'v2'],
    to: 'team/api',
  });
  await expect(review.status).toHaveText('3 conflicts to resolve. 1 of 1 image cannot be copied');
  await expect(review.conflicts).toContainText([
    `latest points to ${short(old.digest)} at the destination`,
    `stable points to ${short(old.digest)} at the destination`,
    `v1 points to ${short(old.digest)} at the destination and cannot be overwritten`,
  ]);
  await expect(review.replicate).toBeDisabled();

  await page.getByRole('button', { name: 'Rename v1' }).click();
  const renamed = page.getByRole('textbox', { name: 'New tag instead of v1' });
  await renamed.fill('not a tag!');
  await expect(page.getByRole('button', { name: 'Use the new tag instead of v1' })).toBeDisabled();
  await renamed.fill('v1-rebuilt');
  await renamed.press('Enter');
  await expect(review.status).toHaveText('2 conflicts to resolve');
  await expect(review.replicate).toBeDisabled();
  await page.getByRole('button', { name: 'Skip latest' }).click();
  await expect(review.conflicts).toHaveCount(1);
  await page.getByRole('button', { name: 'Overwrite stable' }).click();
  await expect(review.status).toHaveText('Ready with changes at the destination');
  expect([...destination.tags]).toEqual([
    ['latest', old.digest],
    ['stable', old.digest],
    ['v1', old.digest],
  ]);

  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(Object.fromEntries(destination.tags)).toEqual({
    latest: old.digest,
    stable: digest,
    v1: old.digest,
    'v1-rebuilt': digest,
    v2: digest,
  });
});

test('skips all conflicts at once, saves the plan and writes the other tags', async ({
  app,
  ecr,
  home,
  page,
}) => {
  const { source, destination } = repositories(ecr, { tagMutability: 'IMMUTABLE' });
  const { digest } = await seedImage(source, [['new', 5000]], ['v1', 'v2', 'v3']);
  const old = await seedImage(destination, [['old', 5000]], ['v1', 'v2']);

  const review = await planReplication(page, { from: 'team/api', tags: ['v1', 'v2', 'v3'], to: 'team/api' });
  await page.getByRole('button', { name: 'Skip all' }).click();
  await expect(review.tagsOf('v1')).toHaveCount(1);
  await expect(review.status).toHaveText('Ready');
  const path = join(home.path, 'plan.json');
  await answerDialogs(app, { save: path });
  await page.getByRole('button', { name: 'Save plan…' }).click();
  await expect(page.getByText(`Saved to ${path}`)).toBeVisible();
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    version: 1,
    images: [{ digest, tags: [{ kind: 'create', tag: 'v3' }] }],
  });
  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(Object.fromEntries(destination.tags)).toEqual({ v1: old.digest, v2: old.digest, v3: digest });
});

test('keeps an existing signature at the destination when that is chosen', async ({ ecr, page }) => {
  const { source, destination } = repositories(ecr, { tagMutability: 'IMMUTABLE' });
  const image = await seedImage(source, [['image', 5000]], ['v1']);
  await seedImage(destination, [['image', 5000]]);
  const tag = `${image.digest.replace(':', '-')}.sig`;
  await seedImage(source, [['our signature', 50]], [tag]);
  const theirs = await seedImage(destination, [['their signature', 50]], [tag]);

  const review = await planReplication(page, { from: 'team/api', tags: ['v1'], to: 'team/api' });
  await page.getByRole('button', { name: 'Show reasons' }).click();
  await expect(review.table.getByRole('row').last()).toContainText(
    `The signature of ${short(image.digest)} cannot be copied: team/api has another one`,
  );
  await expect(review.replicate).toBeDisabled();
  await page.getByRole('button', { name: 'Keep existing signatures' }).click();
  await expect(page.getByText(/^The signature of .* is kept: the source’s is not copied\.$/)).toBeVisible();

  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(Object.fromEntries(destination.tags)).toEqual({ [tag]: theirs.digest, v1: image.digest });
});
