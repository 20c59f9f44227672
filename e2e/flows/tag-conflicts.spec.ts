import type { LocalEcr } from '../../electron/local-ecr/local-ecr.ts';
import type { RepositoryOptions } from '../../electron/local-ecr/registry/registry.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { planReplication } from '../pages/replication.ts';
import { Transfers } from '../pages/transfers.ts';
import { build, production } from '../accounts/test-accounts.ts';

const repositories = (ecr: LocalEcr, options: RepositoryOptions) => ({
  source: ecr.registry('111111111111', build.region).createRepository('team/api'),
  destination: ecr.registry('222222222222', production.region).createRepository('team/api', options),
});

const short = (digest: string): string => digest.slice(0, 19);

test('resolves tag conflicts one by one: another tag, or none', async ({ ecr, page }) => {
  const { source, destination } = repositories(ecr, {
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    exclusionFilters: [{ filterType: 'WILDCARD', filter: 'latest*' }],
  });
  const { digest } = await seedImage(source, [['new', 5000]], ['latest', 'v1', 'v2']);
  const old = await seedImage(destination, [['old', 5000]], ['latest', 'v1']);

  const review = await planReplication(page, {
    from: 'team/api',
    tags: ['latest', 'v1', 'v2'],
    to: 'team/api',
  });
  const taken = page.getByRole('list', { name: 'Tag conflicts' }).getByRole('listitem');
  await expect(taken).toHaveText([
    new RegExp(`^v1 already points to ${short(old.digest)}.* and cannot be moved`),
    new RegExp(`^latest moves from ${short(old.digest)}.* to ${short(digest)}`),
  ]);
  await expect(review.replicate).toBeDisabled();

  const another = page.getByRole('textbox', { name: 'Another tag instead of v1' });
  await another.fill('not a tag!');
  await expect(page.getByRole('button', { name: 'Use another tag instead of v1' })).toBeDisabled();
  await another.fill('v1-rebuilt');
  await page.getByRole('button', { name: 'Use another tag instead of v1' }).click();
  await expect(taken).toHaveCount(1);
  await page.getByRole('button', { name: 'Skip latest' }).click();
  await expect(taken).toHaveCount(0);
  expect([...destination.tags]).toEqual([
    ['latest', old.digest],
    ['v1', old.digest],
  ]);

  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(Object.fromEntries(destination.tags)).toEqual({
    latest: old.digest,
    v1: old.digest,
    'v1-rebuilt': digest,
    v2: digest,
  });
});

test('skips all tags that cannot move at once, and writes the other tags', async ({ ecr, page }) => {
  const { source, destination } = repositories(ecr, { tagMutability: 'IMMUTABLE' });
  const { digest } = await seedImage(source, [['new', 5000]], ['v1', 'v2', 'v3']);
  const old = await seedImage(destination, [['old', 5000]], ['v1', 'v2']);

  const review = await planReplication(page, { from: 'team/api', tags: ['v1', 'v2', 'v3'], to: 'team/api' });
  await page.getByRole('button', { name: 'Skip all immutable tags' }).click();
  await expect(review.tagsOf('v1')).toHaveCount(1);
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
  const blocked = page.getByRole('alert').filter({ hasText: 'cannot be copied' });
  await expect(blocked.getByRole('listitem')).toHaveText([
    new RegExp(`The signature of ${short(image.digest)} cannot be copied: team/api has another one`),
  ]);
  await expect(review.replicate).toBeDisabled();
  await page.getByRole('button', { name: 'Keep existing signatures' }).click();
  await expect(page.getByText(/^The signature of .* is kept: the source’s is not copied\.$/)).toBeVisible();

  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(Object.fromEntries(destination.tags)).toEqual({ [tag]: theirs.digest, v1: image.digest });
});
