import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { startReplication } from '../pages/replication.ts';
import { build, production } from '../accounts/test-accounts.ts';

const MB = 1_000_000;
const choice = { from: 'team/api', tags: ['v1'], to: 'team/api' } as const;

test.beforeEach(async ({ ecr }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  await seedImage(
    source,
    [
      ['large', 30 * MB],
      ['small', 2 * MB],
    ],
    ['v1'],
  );
  ecr.registry('222222222222', production.region).createRepository('team/api');
});

/** The copy takes a quarter of a minute. */
const slow = { latencyMs: 10, up: { bytesPerSecondPerConnection: 2 * MB } };

test('cancels a running copy without a tag, and completes after a new start', async ({ ecr, page }) => {
  const destination = ecr.registry('222222222222', production.region).repository('team/api');
  ecr.network.shape = slow;
  const transfers = await startReplication(page, choice);
  await expect(transfers.layers.getByText(/^Copying ([2-9]|1\d)\.\d of 30/)).toBeVisible();

  await transfers.cancel();
  await expect(transfers.latest.getByText('Canceled: no tags written.')).toBeVisible();
  expect([...destination.tags]).toEqual([]);
  expect(destination.images.size).toBe(0);
  const calls = ecr.calls.all.length;

  ecr.network.shape = {};
  await transfers.latest.getByRole('button', { name: 'Restart' }).click();
  await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  expect(ecr.calls.all.length).toBeGreaterThan(calls);
  expect([...destination.tags.keys()]).toEqual(['v1']);
});

test('reports a denied ecr:PutImage with side, action and repository; Retry completes', async ({
  ecr,
  page,
}) => {
  const destination = ecr.registry('222222222222', production.region).repository('team/api');
  ecr.faults.deny({ action: 'ecr:PutImage' });
  const transfers = await startReplication(page, choice);
  await expect(
    transfers.latest
      .getByText('Profile production is not allowed ecr:PutImage on repository team/api')
      .first(),
  ).toBeVisible();
  await expect(transfers.latest.getByText('Destination', { exact: true }).first()).toBeVisible();
  expect([...destination.tags]).toEqual([]);

  ecr.faults.clear();
  ecr.calls.clear();
  await transfers.latest.getByRole('button', { name: 'Retry' }).first().click();
  await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['v1']);
  expect(ecr.calls.layerBytes).toBe(0);
});

test('resumes and completes a layer after a broken download', async ({ ecr, page }) => {
  ecr.faults.add({ kind: 'reset-download', afterBytes: 15 * MB });
  const transfers = await startReplication(page, choice);
  await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  expect(ecr.faults.waiting).toEqual([]);
  expect(ecr.calls.of('DownloadLayer').length).toBeGreaterThan(3);
});

test('reports a layer that is corrupt at the source, and sets no tag', async ({ ecr, page }) => {
  const destination = ecr.registry('222222222222', production.region).repository('team/api');
  ecr.faults.add({ kind: 'corrupt-layer', times: 99 });
  const transfers = await startReplication(page, choice);
  await expect(
    transfers.latest.getByText(/The source sent other bytes for layer sha256:/).first(),
  ).toBeVisible();
  expect([...destination.tags]).toEqual([]);
});
