import type { Page } from '@playwright/test';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { planReplication } from '../pages/replication.ts';
import { choose, chooseProfile } from '../pages/select.ts';
import { expect, test } from './screen-test.ts';

const destination = { registryId: '222222222222', region: production.region };
const longName = `team/${'a-very-long-name-of-a-repository/'.repeat(8)}`.slice(0, 255).replace(/\/$/, 'x');

/** Opens the Replication page, and chooses the registry of the source. */
async function openReplication(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Replication', exact: true }).click();
  await chooseProfile(page.getByRole('group', { name: 'Registry' }), 'Registry profile', build.name);
}

test('the setup, its result and the backfill', async ({ ecr, page, checkScreen }) => {
  const source = ecr.registry('111111111111', build.region);
  await seedImage(source.createRepository('team/api'), [['layer', 5000]], ['1.0']);
  source.createRepository('team/api-gateway');
  await planReplication(page, { from: 'team/api', tags: ['1.0'], to: 'team/api', create: true });
  await page.getByRole('button', { name: 'Let ECR replicate…' }).click();
  await page.getByRole('table', { name: 'Replication rules after the change' }).waitFor();
  await checkScreen('ecr-replication-setup');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('list', { name: 'Changes' }).waitFor();
  await checkScreen('ecr-replication-applied');
  await page.getByRole('button', { name: 'Start backfill' }).click();
  await page.getByRole('region', { name: /^Backfill from/ }).waitFor();
  await checkScreen('transfers-backfill');
});

test('no registry, a slow one, and one without rules', async ({ ecr, page, checkScreen }) => {
  await page.getByRole('button', { name: 'Replication', exact: true }).click();
  await page.getByText('Choose a registry to see its replication.').waitFor();
  await checkScreen('replication-nothing-chosen');
  ecr.faults.add({ kind: 'stall', operation: 'DescribeRegistry' });
  await openReplication(page);
  await page.getByText('Loading replication settings').waitFor();
  await checkScreen('replication-loading');
  ecr.faults.clear();
  await page.reload();
  await openReplication(page);
  await page.getByText('No replication rules').waitFor();
  await checkScreen('replication-empty');
});

test('a registry that only some calls are allowed for', async ({ ecr, page, checkScreen }) => {
  for (const action of ['DescribeRegistry', 'GetRegistryPolicy', 'ListReplicationBackfills'])
    ecr.faults.deny({ action: `ecr:${action}`, principalArn: build.principal.arn });
  await openReplication(page);
  await expect(page.getByText(/ecr:GetRegistryPolicy/)).toBeVisible();
  await checkScreen('replication-denied');
});

test('rules with long names, and the status of images', async ({ ecr, page, checkScreen }) => {
  const source = ecr.registry('111111111111', build.region);
  await seedImage(source.createRepository(longName), [['layer', 5000]], ['t'.repeat(128), 'v1']);
  source.replicationRules = [
    {
      destinations: [destination],
      repositoryFilters: Array.from({ length: 12 }, (_, index) => ({
        filter: `${longName.slice(0, -2)}${index}`,
        filterType: 'PREFIX_MATCH' as const,
      })),
    },
    { destinations: [destination] },
  ];
  await openReplication(page);
  await page.getByRole('table', { name: 'Replication rules' }).waitFor();
  await choose(page, 'Repository', longName);
  const images = page.getByRole('table', { name: 'Replication status of images' });
  await images.getByText('Not replicated by a rule').waitFor();
  await checkScreen('replication-longest');
});
