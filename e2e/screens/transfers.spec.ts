import type { Locator, Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalEcr } from '../../electron/local-ecr/local-ecr.ts';
import { ask } from '../pages/ask.ts';
import { startTransfer } from '../fixtures/start-transfer.ts';
import { production } from '../accounts/test-accounts.ts';
import { test } from './screen-test.ts';
import { test as testWithOwnApp } from './screen-test-with-own-app.ts';

const MB = 1_000_000;
const slow = { latencyMs: 20, up: { bytesPerSecondTotal: 3 * MB } };

const openTransfers = (page: Page): Promise<void> => page.getByRole('button', { name: /^Transfers/ }).click();
const cardOf = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: `Transfer of ${name} to ${name}` });

/** A transfer of three images that share layers, over a slow network. */
async function startSlowly(page: Page, ecr: LocalEcr): Promise<Locator> {
  ecr.network.shape = slow;
  const base = [1, 2, 3, 4].map((layer) => [`base-${layer}`, layer * 3 * MB] as const);
  const images = ['1.0', '1.1', '1.2'].map((tag) => ({
    layers: [...base, [`app-${tag}`, 15 * MB] as const],
    tag,
  }));
  await startTransfer(page, ecr, 'team/api', images);
  await openTransfers(page);
  return cardOf(page, 'team/api');
}

/** Two transfers that have ended. */
async function copyTwo(page: Page, ecr: LocalEcr): Promise<void> {
  await startTransfer(page, ecr, 'team/api', [{ layers: [['api', MB]], tag: '1.0' }]);
  await startTransfer(page, ecr, 'team/web', [{ layers: [['web', MB]], tag: 'latest' }]);
  await openTransfers(page);
  await page.getByRole('heading', { name: 'Done (2)' }).waitFor();
}

test('no transfers, and no history', async ({ page, checkScreen }) => {
  await openTransfers(page);
  await page.getByText('No transfers').waitFor();
  await checkScreen('transfers-none');
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await page.getByText('No history').waitFor();
  await checkScreen('history-none');
});

test('a running transfer, then paused', async ({ ecr, page, checkScreen }) => {
  const running = await startSlowly(page, ecr);
  await running.getByRole('button', { name: 'Layers of 1.0' }).click();
  await running
    .getByRole('list', { name: 'Layers' })
    .getByText(/^Copying [1-9]/)
    .first()
    .waitFor();
  await checkScreen('transfers-running');
  await running.getByRole('button', { name: 'Pause' }).click();
  await running.getByText('Paused', { exact: true }).waitFor();
  await checkScreen('transfers-paused');
});

test('one that waits for its turn', async ({ ecr, page, checkScreen }) => {
  await ask(page, 'settings.change', { transfers: { atOnce: 1 } });
  await startSlowly(page, ecr);
  await startTransfer(page, ecr, 'team/web', [{ layers: [['web', MB]], tag: 'latest' }]);
  await page.getByRole('heading', { name: 'Waiting (1)' }).waitFor();
  await checkScreen('transfers-waiting');
});

test('one that waits for credentials', async ({ ecr, page, checkScreen }) => {
  const running = await startSlowly(page, ecr);
  ecr.faults.expireCredentials(production.principal.arn);
  ecr.network.shape = {};
  await running.getByText('Waiting for credentials').waitFor();
  await checkScreen('transfers-waiting-for-credentials');
});

test('one that the sleep of the computer has suspended', async ({ app, ecr, page, checkScreen }) => {
  const running = await startSlowly(page, ecr);
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  await running.getByText('Paused: computer asleep').first().waitFor();
  await checkScreen('transfers-suspended');
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
});

test('finished ones, with images and log', async ({ ecr, page, checkScreen }) => {
  await copyTwo(page, ecr);
  const done = cardOf(page, 'team/api');
  await done.getByRole('button', { name: 'Images of team/api to team/api' }).click();
  await done.getByRole('button', { name: 'Log' }).click();
  await checkScreen('transfers-done');
});

test('one that failed in part', async ({ ecr, page, checkScreen }) => {
  ecr.faults.add({ kind: 'access-denied', operation: 'PutImage' });
  await startTransfer(page, ecr, 'team/web', [
    { layers: [['web-1', MB]], tag: '2026.1' },
    { layers: [['web-2', 2 * MB]], tag: '2026.2' },
  ]);
  await openTransfers(page);
  await page.getByRole('heading', { name: 'Failed (1)' }).waitFor();
  await checkScreen('transfers-failed');
});

test('the history: its table, its dialogs, no match, who pushed an image, and one entry', async ({
  ecr,
  page,
  checkScreen,
}) => {
  await copyTwo(page, ecr);
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await page.getByRole('heading', { name: 'History (2)' }).waitFor();
  await checkScreen('history');

  const dialog = page.getByRole('dialog');
  for (const [button, name] of [
    ['Clear history…', 'history-clear'],
    ['Export and delete older than…', 'history-export-and-delete'],
  ] as const) {
    await page.getByRole('button', { name: button }).click();
    await dialog.waitFor();
    await checkScreen(name, dialog);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }

  const search = page.getByRole('searchbox', { name: 'Search history' });
  await search.fill('nothing of this name');
  await page.getByText('No matches').waitFor();
  await checkScreen('history-no-match');

  await search.fill(`222222222222.dkr.ecr.${production.region}.amazonaws.com/team/api:1.0`);
  await page.getByRole('region', { name: 'Recorded pushes' }).waitFor();
  await checkScreen('history-pushes');

  await search.fill('');
  await page
    .getByRole('table', { name: 'History' })
    .getByRole('link', { name: /team\/api/ })
    .click();
  await page.getByRole('group', { name: 'From' }).waitFor();
  await checkScreen('history-entry');
});

testWithOwnApp.describe('with records that cannot be stored', () => {
  testWithOwnApp.use({
    home: async ({ home }, run) => {
      // A folder at the path of the database: root cannot open that either.
      await mkdir(join(home.userData, 'records.db'));
      await run(home);
    },
  });

  testWithOwnApp('a notice about the records and what is not stored', async ({ page, ecr, checkScreen }) => {
    await page.getByText('The transfer queue and the history cannot be opened').waitFor();
    await startTransfer(page, ecr, 'team/api', [{ layers: [['api', MB]], tag: '1.0' }]);
    await openTransfers(page);
    await page.getByText(/1 history entry/).waitFor();
    await checkScreen('transfers-not-stored');
  });
});
