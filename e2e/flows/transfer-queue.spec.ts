import type { Page } from '@playwright/test';
import { once } from 'node:events';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { test as testWithOwnApp } from '../fixtures/fixtures.ts';
import { ask } from '../pages/ask.ts';
import { startReplication } from '../pages/replication.ts';
import { Transfers } from '../pages/transfers.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { startTransfer } from '../fixtures/start-transfer.ts';
import { build, production } from '../accounts/test-accounts.ts';

const MB = 1_000_000;
const names = ['team/one', 'team/two', 'team/three'] as const;

const order = async (page: Page): Promise<readonly string[]> => {
  const regions = await page.getByRole('region', { name: /^Transfer of / }).all();
  const labels = await Promise.all(regions.map((region) => region.getAttribute('aria-label')));
  return labels.map((label) => /^Transfer of (\S+)/.exec(label ?? '')?.[1] ?? '');
};

testWithOwnApp(
  'keeps the order of the queue after a kill -9; Resume all completes it in that order',
  async ({ ecr, openApp }) => {
    ecr.network.shape = { up: { bytesPerSecondPerConnection: MB } };
    const app = await openApp();
    const page = await app.firstWindow();
    await expect(page.getByRole('button', { name: /^Transfers/ })).toBeVisible();
    await ask(page, 'settings.change', { transfers: { atOnce: 1, layersAtOnce: 4 } });
    for (const name of names)
      await startTransfer(page, ecr, name, [{ layers: [[name, 20 * MB]], tag: 'v1' }]);
    await page.getByRole('button', { name: /^Transfers/ }).click();
    await expect(page.getByRole('heading', { name: 'Waiting (2)' })).toBeVisible();
    await page.getByRole('button', { name: 'Move team/three to team/three up' }).click();
    await expect(page.getByText('team/three to team/three is now 1 of 2 in the queue.')).toBeAttached();
    await expect.poll(() => order(page)).toEqual(['team/one', 'team/three', 'team/two']);
    expect(await ask(page, 'transfers.queue')).toHaveLength(2);
    const killed = once(app.process(), 'exit');
    app.process().kill('SIGKILL');
    await killed;

    const again = await (await openApp()).firstWindow();
    await again.getByRole('button', { name: /^Transfers/ }).click();
    await expect(again.getByRole('heading', { name: 'Interrupted (3)' })).toBeVisible();
    await again.getByRole('button', { name: 'Resume all' }).click();
    await expect(again.getByRole('heading', { name: 'Waiting (2)' })).toBeVisible();
    await expect.poll(() => order(again)).toEqual(['team/one', 'team/three', 'team/two']);
    ecr.network.shape = {};
    await expect(again.getByRole('heading', { name: 'Done (3)' })).toBeVisible();
    const destination = ecr.registry('222222222222', production.region);
    expect(names.map((name) => [...destination.repository(name).tags.keys()])).toEqual([
      ['v1'],
      ['v1'],
      ['v1'],
    ]);
  },
);

test('moves a waiting transfer before another one by dragging', async ({ ecr, page }) => {
  ecr.network.shape = { up: { bytesPerSecondPerConnection: MB } };
  await expect(page.getByRole('button', { name: /^Transfers/ })).toBeVisible();
  await ask(page, 'settings.change', { transfers: { atOnce: 1, layersAtOnce: 4 } });
  for (const name of names) await startTransfer(page, ecr, name, [{ layers: [[name, 20 * MB]], tag: 'v1' }]);
  await page.getByRole('button', { name: /^Transfers/ }).click();
  await expect(page.getByRole('heading', { name: 'Waiting (2)' })).toBeVisible();
  const card = (name: string) => page.getByRole('region', { name: `Transfer of ${name} to ${name}` });
  await card('team/three')
    .locator('[draggable]')
    .dragTo(card('team/two'), { targetPosition: { x: 40, y: 6 } });
  await expect.poll(() => order(page)).toEqual(['team/one', 'team/three', 'team/two']);
});

test('Retry failed images copies the failed images in a new transfer', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  await seedImage(source, [['good', 1000]], ['good']);
  const bad = await seedImage(source, [['bad', 1000]], ['bad']);
  ecr.faults.add({
    kind: 'access-denied',
    operation: 'GetDownloadUrlForLayer',
    digest: bad.layerDigests[0] ?? '',
  });
  await startReplication(page, { from: 'team/api', tags: ['good', 'bad'], to: 'team/api' });
  await expect(page.getByRole('heading', { name: 'Failed (1)' })).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['good']);

  ecr.faults.clear();
  await page.getByRole('button', { name: 'Retry failed images' }).click();
  await expect(page.getByRole('heading', { name: 'Done (1)' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Failed (1)' })).toBeVisible();
  const done = page.getByRole('region', { name: /^Transfer of / }).filter({ hasText: 'Replicated' });
  await expect(done.getByText('1 image,')).toBeVisible();
  expect([...destination.tags.keys()].toSorted()).toEqual(['bad', 'good']);
});

test('enforces a bandwidth limit, and shows it in the graph', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  ecr.registry('222222222222', production.region).createRepository('team/api');
  await seedImage(source, [['layer', 6 * MB]], ['v1']);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const cap = page.getByRole('textbox', { name: 'Bandwidth limit, in MB/s' });
  await cap.fill('0.01');
  await expect(page.getByText(/^Enter a number of MB\/s, 0\.07 or more/)).toBeVisible();
  await cap.fill('2');
  await cap.press('Enter');
  await expect.poll(async () => (await ask(page, 'settings.read')).transfers.bandwidth).toBe(2 * MB);
  await page.getByRole('button', { name: 'Replicate', exact: true }).click();

  const { latest } = await startReplication(page, { from: 'team/api', tags: ['v1'], to: 'team/api' });
  await expect(page.getByRole('img', { name: /^Throughput .* Limited to 2\.0 MB\/s\.$/ })).toBeVisible();
  await expect(latest.getByText('Replicated')).toBeVisible();
  const { entries } = await ask(page, 'history.search', { offset: 0, limit: 1 });
  expect(entries[0]?.duration).toBeGreaterThan(1500);
  await expect(new Transfers(page).latest.getByRole('button', { name: 'Save report' })).toBeVisible();
});
