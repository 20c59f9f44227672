import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';
import { startReplication } from '../pages/replication.ts';
import { replicationRequestSchema } from '../../shared/models/plan.ts';
import { ask } from '../pages/ask.ts';
import { Review } from '../pages/review.ts';
import { build, production } from '../accounts/test-accounts.ts';

test('finds who pushed a digest in the history, exports the copy, copies it as a command line and repeats it', async ({
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
  const pushes = page.getByRole('region', { name: 'Recorded pushes' });
  await expect(pushes.getByRole('listitem')).toHaveText(
    new RegExp(
      `Pushed to release/api in 2222-2222-2222, ${production.region}, by ${production.principal.arn} on .* from team/api in 1111-1111-1111, ${build.region}, with tag v1; verified\\.`,
    ),
  );
  await page
    .getByRole('searchbox', { name: 'Search history' })
    .fill(`222222222222.dkr.ecr.${production.region}.amazonaws.com/release/api:v1`);
  await expect(pushes.getByRole('listitem')).toHaveCount(1);
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
  const report = page.getByRole('table', { name: 'Verification report' }).getByRole('row', { name: /v1/ });
  await expect(report).toContainText('Same as expected');
  await expect(report).toContainText('2 blobs');
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

test.describe('in the demo', () => {
  test.use({ demo: true });

  test('records demo transfers, marked, until the demo ends', async ({ page }) => {
    const source = { profile: 'demo-build', region: 'us-east-1', repositoryName: 'charts/api' };
    const [image] = await ask(page, 'images.find', { ...source, references: ['0.4.0'] });
    if (!image) throw new Error('The demo has no such chart.');
    const request = replicationRequestSchema.parse({
      source,
      destination: {
        profile: 'demo-production',
        region: 'eu-west-1',
        repositoryName: 'history/api',
        createRepository: true,
      },
      images: [{ digest: image.digest, sourceTags: image.tags, destinationTags: ['demo'] }],
    });
    const { id: planId } = await ask(page, 'plans.create', request);
    await ask(page, 'transfers.start', { planId });
    await page.getByRole('button', { name: 'History', exact: true }).click();
    const row = page.getByRole('table', { name: 'History' }).getByRole('row', { name: /history\/api/ });
    await expect(row.getByText('Demo', { exact: true })).toBeVisible();
    await expect(page.getByText(/^1 entry is from the demo and deleted when you exit/)).toBeVisible();
    await page.getByRole('button', { name: 'Exit demo' }).click();
    await expect(page.getByText('No history')).toBeVisible();
  });
});
