import { seedImage } from '../../electron/engine/testing/seed-image.ts';
import { planReplication } from '../pages/replication.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../test-accounts.ts';
import { expect, test } from './screen-test.ts';

// What goes wrong, is missing or takes long while both sides are chosen.

test.describe('without AWS files', () => {
  test.use({ profiles: [] });

  test('no profiles', async ({ page, look }) => {
    await page.getByRole('heading', { name: 'No AWS profiles found' }).waitFor();
    await look('first-run');
  });
});

test('a registry that is empty, one that is denied, one that is slow, and one that is gone', async ({
  ecr,
  page,
  look,
}) => {
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await page
    .getByText(/^No repositories/)
    .first()
    .waitFor();
  await look('repositories-empty');

  ecr.faults.deny({ action: 'ecr:DescribeRepositories', principalArn: production.principal.arn });
  await workspace.chooseProfile('Source', production);
  await page.getByRole('alert').filter({ hasText: 'ecr:DescribeRepositories' }).waitFor();
  await look('repositories-denied');
  ecr.faults.clear();

  ecr.faults.add({ kind: 'stall', operation: 'DescribeRepositories' });
  await page.getByRole('button', { name: 'Retry' }).first().click();
  await page.getByText('Loading repositories').waitFor();
  await look('repositories-loading');

  await workspace.chooseProfile('Source', build);
  await ecr.close();
  await page.getByRole('button', { name: 'Refresh repositories' }).click();
  await page
    .getByRole('alert')
    .filter({ hasText: /reach|connect/ })
    .first()
    .waitFor();
  await look('repositories-offline');
});

test('the longest names', async ({ ecr, page, look }) => {
  const name = `team/${'a-very-long-name-of-a-repository/'.repeat(8)}`.slice(0, 255).replace(/\/$/, 'x');
  const tag = 't'.repeat(128);
  const source = ecr.registry('111111111111', build.region).createRepository(name);
  await seedImage(source, [['layer', 50_000_000]], [tag, 'v1', 'stable']);
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.repositories.getByRole('link', { name }).waitFor();
  await look('longest-repository');
  const review = await planReplication(page, { from: name, tags: [tag], to: name, create: true });
  await look('longest-review');
  await review.replicate.click();
  await page.getByText('Replicated').first().waitFor();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await look('longest-transfer');
});
