import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRecords } from '../../electron/engine/storage/records.ts';
import { sampleEntry } from '../../electron/testing/sample-records.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';

const day = 24 * 3_600_000;

test('exports older history to a file before deleting it; canceling the dialog deletes nothing', async ({
  home,
  openApp,
}) => {
  const records = openRecords({ folder: home.userData });
  for (let number = 1; number <= 30; number += 1) {
    const age = number <= 20 ? 200 * day : day;
    records.change({ kind: 'finished', entry: sampleEntry(number, { finishedAt: Date.now() - age }) });
  }
  await records.close();

  const app = await openApp();
  const page = await app.firstWindow();
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'History (30)' })).toBeVisible();
  await page.getByRole('button', { name: 'Export and delete older than…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export and delete older entries' });
  await expect(dialog.getByText(/^20 entries of 30 are exported/)).toBeVisible();

  await answerDialogs(app, {});
  await dialog.getByRole('button', { name: 'Export and delete…' }).click();
  await expect(dialog.getByRole('button', { name: 'Export and delete…' })).toBeEnabled();
  await expect(page.getByText('History (30)')).toBeVisible();

  const path = join(home.path, 'old.json');
  await answerDialogs(app, { save: path });
  await dialog.getByRole('button', { name: 'Export and delete…' }).click();
  await expect(page.getByText(`20 entries exported to ${path} and deleted.`)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'History (10)' })).toBeVisible();
  const exported: { readonly id: string }[] = JSON.parse(await readFile(path, 'utf8'));
  expect(exported.map(({ id }) => Number(id.slice(-12))).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});
