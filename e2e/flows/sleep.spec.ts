import type { ElectronApplication } from '@playwright/test';
import type { SeededImage } from '../../electron/testing/seed-image.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { startReplication } from '../pages/replication.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { uploadedBytes } from '../fixtures/uploaded-bytes.ts';

const MB = 1_000_000;
const copy = { from: 'team/api', tags: ['v1'], to: 'team/api' } as const;

let image: SeededImage;
test.beforeEach(async ({ ecr }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  image = await seedImage(source, [['large', 40 * MB]], ['v1']);
  ecr.registry('222222222222', production.region).createRepository('team/api');
  // The copy takes 40 seconds, unless the test lifts the limit.
  ecr.network.shape = { latencyMs: 10, up: { bytesPerSecondPerConnection: MB } };
});

const computer = (app: ElectronApplication, event: 'suspend' | 'resume'): Promise<boolean> =>
  app.evaluate(({ powerMonitor }, emitted) => powerMonitor.emit(emitted), event);

test('suspends a transfer while the computer sleeps, and continues it on resume', async ({
  ecr,
  app,
  page,
}) => {
  const destination = ecr.registry('222222222222', production.region).repository('team/api');
  const { latest } = await startReplication(page, copy);
  await expect.poll(() => uploadedBytes(ecr)).toBeGreaterThan(MB / 4);
  await computer(app, 'suspend');
  await expect(latest.getByText('Paused: computer asleep')).toBeVisible();
  await expect(latest.getByRole('button', { name: 'Resume' })).toHaveCount(0);
  await expect(latest.getByRole('button', { name: 'Pause' })).toBeVisible();
  // Bytes in transit still arrive.
  ecr.network.shape = {};
  let before = 0;
  await expect.poll(() => uploadedBytes(ecr) === before || (before = uploadedBytes(ecr)) < 0).toBe(true);
  expect(before).toBeLessThan(40 * MB);
  expect([...destination.tags]).toEqual([]);

  await computer(app, 'resume');
  await expect(latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags]).toEqual([['v1', image.digest]]);
});

test('keeps a paused transfer paused on resume', async ({ ecr, app, page }) => {
  const destination = ecr.registry('222222222222', production.region).repository('team/api');
  const { latest } = await startReplication(page, copy);
  await expect.poll(() => uploadedBytes(ecr)).toBeGreaterThan(MB / 4);
  await latest.getByRole('button', { name: 'Pause' }).click();
  await expect(latest.getByText('Paused', { exact: true })).toBeVisible();
  await computer(app, 'suspend');
  await computer(app, 'resume');
  await expect(latest.getByText('Paused', { exact: true })).toBeVisible();
  ecr.network.shape = {};
  await latest.getByRole('button', { name: 'Resume' }).click();
  await expect(latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags]).toEqual([['v1', image.digest]]);
});
