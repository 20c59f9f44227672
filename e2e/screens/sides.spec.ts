import { seedImage } from '../../electron/testing/seed-image.ts';
import { planReplication } from '../pages/replication.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { expect, test } from './screen-test.ts';
import { test as testWithOwnApp } from './screen-test-with-own-app.ts';

// Errors, missing content and slow responses while both sides are chosen.

testWithOwnApp.describe('without AWS files', () => {
  testWithOwnApp.use({ profiles: [] });

  testWithOwnApp('no profiles', async ({ page, checkScreen }) => {
    await page.getByRole('heading', { name: 'No AWS profiles found' }).waitFor();
    await checkScreen('first-run');
  });
});

test('a registry without permission to list', async ({ ecr, page, checkScreen }) => {
  ecr.faults.deny({ action: 'ecr:DescribeRepositories', principalArn: production.principal.arn });
  await new Workspace(page).chooseProfile('Source', production);
  await page.getByRole('alert').filter({ hasText: 'ecr:DescribeRepositories' }).waitFor();
  await checkScreen('repositories-denied');
});

test('a registry that is slow', async ({ ecr, page, checkScreen }) => {
  ecr.faults.add({ kind: 'stall', operation: 'DescribeRepositories' });
  await new Workspace(page).chooseProfile('Source', build);
  await page.getByText('Loading repositories').waitFor();
  await checkScreen('repositories-loading');
});

testWithOwnApp('a registry without repositories, then unreachable', async ({ ecr, page, checkScreen }) => {
  await new Workspace(page).chooseProfile('Source', build);
  await page
    .getByText(/^No repositories/)
    .first()
    .waitFor();
  await checkScreen('repositories-empty');
  await ecr.close();
  await page.getByRole('button', { name: 'Refresh repositories' }).click();
  await page
    .getByRole('alert')
    .filter({ hasText: /reach|connect/ })
    .first()
    .waitFor();
  await checkScreen('repositories-offline');
});

test('the longest names, from the repository to the transfer', async ({ ecr, page, checkScreen }) => {
  const name = `team/${'a-very-long-name-of-a-repository/'.repeat(8)}`.slice(0, 255).replace(/\/$/, 'x');
  const tag = 't'.repeat(128);
  const source = ecr.registry('111111111111', build.region).createRepository(name);
  await seedImage(source, [['layer', 5_000_000]], [tag, 'v1', 'stable']);

  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.repositories.getByRole('link', { name }).waitFor();
  await checkScreen('longest-repository');

  const review = await planReplication(page, { from: name, tags: [tag], to: name, create: true });
  await checkScreen('longest-review');

  await review.replicate.click();
  await page.getByText('Replicated').first().waitFor();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await checkScreen('longest-transfer');
});
