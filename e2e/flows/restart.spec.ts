import { once } from 'node:events';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { ask, whenReady } from '../pages/ask.ts';
import { startReplication } from '../pages/replication.ts';
import { Transfers } from '../pages/transfers.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { uploadedBytes } from '../fixtures/uploaded-bytes.ts';

const MB = 1_000_000;
const layerSize = 60 * MB;

test('resumes within the layer after a kill and restart, and reports it', async ({ ecr, openApp }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const { digest } = await seedImage(source, [['large', layerSize]], ['v1']);
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  // From the bytes that the test waits for to the last one it takes seven seconds.
  ecr.network.shape = { latencyMs: 10, up: { bytesPerSecondPerConnection: 6 * MB } };

  const app = await openApp();
  await startReplication(await app.firstWindow(), { from: 'team/api', tags: ['v1'], to: 'team/api' });
  await expect.poll(() => uploadedBytes(ecr)).toBeGreaterThan(20 * MB);
  const killed = once(app.process(), 'exit');
  app.process().kill('SIGKILL');
  await killed;
  expect([...destination.tags]).toEqual([]);

  ecr.network.shape = {};
  const page = await (await openApp()).firstWindow();
  await page.getByRole('button', { name: /^Transfers/ }).click();
  const transfers = new Transfers(page);
  await expect(transfers.latest.getByText('Interrupted: the app quit during the transfer.')).toBeVisible();
  await transfers.latest.getByRole('button', { name: 'Resume' }).click();
  await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags]).toEqual([['v1', digest]]);
  // The last bytes before the kill can be lost.
  expect(uploadedBytes(ecr)).toBeLessThan(layerSize + 10 * MB);
  await expect(page.getByRole('region', { name: /^Transfer of / })).toHaveCount(1);
});

test('lists a running backfill after a restart, and reads it when the user refreshes it', async ({
  ecr,
  openApp,
}) => {
  const source = ecr.registry('111111111111', build.region);
  await seedImage(source.createRepository('team/api'), [['layer', 5000]], ['1.0']);
  const destination = { accountId: '222222222222', region: production.region };
  source.replicationRules = [
    { destinations: [{ registryId: destination.accountId, region: destination.region }] },
  ];
  // A backfill that lasts until it is stopped.
  ecr.replications.pace = { push: 0, preparation: 0, image: 24 * 3_600_000 };
  const first = await openApp();
  const selection = { profile: build.name, region: build.region };
  const firstPage = await first.firstWindow();
  await whenReady(firstPage);
  await ask(firstPage, 'replication.startBackfill', { selection, accountId: '111111111111', destination });
  await first.close();

  ecr.calls.clear();
  const page = await (await openApp()).firstWindow();
  await page.getByRole('button', { name: /^Transfers/ }).click();
  const card = page.getByRole('region', { name: /^Backfill from 1111-1111-1111, eu-central-1/ });
  await expect(card.getByText('Not read yet')).toBeVisible();
  expect(ecr.calls.of('DescribeReplicationBackfillResults')).toEqual([]);
  await card.getByRole('button', { name: 'Refresh' }).click();
  await expect(card.getByText('In progress')).toBeVisible();
  await expect(card.getByRole('button', { name: 'Stop…' })).toBeVisible();
});
