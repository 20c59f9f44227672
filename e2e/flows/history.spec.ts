import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';
import { startReplication } from '../pages/replication.ts';
import { Review } from '../pages/review.ts';
import { build, production } from '../accounts/test-accounts.ts';

test('finds a copy in the history, exports it, copies it as a command line and repeats it', async ({
  ecr,
  app,
  page,
  home,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('release/api');
  const { digest } = await seedImage(source, [['layer', 5000]], ['v1']);
  const { latest } = await startReplication(page, { from: 'team/api', tags: ['v1'], to: 'release/api' });
  await expect(latest.getByText('Replicated')).toBeVisible();

  await page.getByRole('button', { name: 'History', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search history' }).fill('nothing of this name');
  await expect(page.getByText('No matches')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search history' }).fill(digest.slice(7, 19));
  const row = page.getByRole('table', { name: 'History' }).getByRole('row', { name: /release\/api/ });
  await expect(row).toContainText('Copied and verified');

  const path = join(home.path, 'history.csv');
  await answerDialogs(app, { save: path });
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  await expect(page.getByText(`Saved to ${path}`)).toBeVisible();
  expect(await readFile(path, 'utf8')).toContain(digest);

  await row.getByRole('link').click();
  await expect(page.getByRole('group', { name: 'From' })).toContainText(build.principal.arn);
  await expect(page.getByRole('group', { name: 'To' })).toContainText(production.principal.arn);
  await page.getByRole('button', { name: 'Copy command line' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toContain('--source team/api:v1');

  destination.tags.clear();
  destination.images.clear();
  await page.getByRole('button', { name: 'Repeat…' }).click();
  const review = new Review(page);
  await expect(review.tagsOf('v1')).toHaveText(/v1/);
  await expect(review.replicate).toBeEnabled();
  expect([...destination.tags]).toEqual([]);
  await review.replicate.click();
  await expect(page.getByRole('heading', { name: 'Done (2)' })).toBeVisible();
  expect([...destination.tags]).toEqual([['v1', digest]]);

  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'History (2)' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear history…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page.getByText('No history')).toBeVisible();
});
