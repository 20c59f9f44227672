import type { SeededImage } from '../../electron/testing/seed-image.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { startReplication } from '../pages/replication.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { uploadedBytes } from '../fixtures/uploaded-bytes.ts';

const MB = 1_000_000;
const choice = { from: 'team/api', tags: ['v1'], to: 'team/api' } as const;

let image: SeededImage;
test.beforeEach(async ({ ecr }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  image = await seedImage(source, [['large', 60 * MB]], ['v1']);
  ecr.registry('222222222222', production.region).createRepository('team/api');
  // The copy takes a minute, unless the test lifts the limit.
  ecr.network.shape = { latencyMs: 10, up: { bytesPerSecondPerConnection: MB } };
});

test('pauses the copy, and completes it after Resume without sending a byte twice', async ({ ecr, page }) => {
  const destination = ecr.registry('222222222222', production.region).repository('team/api');
  const { latest } = await startReplication(page, choice);
  await expect.poll(() => uploadedBytes(ecr)).toBeGreaterThan(MB / 4);
  await latest.getByRole('button', { name: 'Pause' }).click();
  await expect(latest.getByText('Paused', { exact: true })).toBeVisible();
  // Bytes in transit still arrive.
  ecr.network.shape = {};
  let before = 0;
  await expect.poll(() => uploadedBytes(ecr) === before || (before = uploadedBytes(ecr)) < 0).toBe(true);
  expect(before).toBeLessThan(60 * MB);
  expect([...destination.tags]).toEqual([]);

  await latest.getByRole('button', { name: 'Resume' }).click();
  await expect(latest.getByText('Replicated')).toBeVisible();
  const config = destination.layers.get(image.configDigest)?.content.size ?? 0;
  expect(uploadedBytes(ecr)).toBe(60 * MB + config);
  expect([...destination.tags.keys()]).toEqual(['v1']);
});

test('waits for credentials that expire during a copy; Retry now continues immediately after renewal', async ({
  ecr,
  page,
}) => {
  const destination = ecr.registry('222222222222', production.region).repository('team/api');
  const { latest } = await startReplication(page, choice);
  await expect.poll(() => uploadedBytes(ecr)).toBeGreaterThan(MB / 4);
  ecr.faults.expireCredentials(production.principal.arn);
  ecr.network.shape = {};
  await expect(latest.getByText('Waiting for credentials')).toBeVisible();
  await expect(
    latest.getByText(
      'The credentials of profile production have expired. Renew them with the tool that created them. The app reads the AWS files again when they change.',
    ),
  ).toBeVisible();

  ecr.faults.renewCredentials(production.principal.arn);
  await latest.getByRole('button', { name: 'Retry now' }).click();
  await expect(latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['v1']);
});
