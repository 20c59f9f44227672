import type { Page } from '@playwright/test';
import { mkdir, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { temporaryPath } from '../../electron/engine/files/temporary-file.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import type { Home } from '../accounts/aws-home.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { ask, resultOf, whenReady } from '../pages/ask.ts';
import { planReplication } from '../pages/replication.ts';
import { Transfers } from '../pages/transfers.ts';
import { build, production } from '../accounts/test-accounts.ts';

const account = '222222222222';
const accounts = { [account]: { label: 'Prod', color: 'none', isProtected: true } } as const;
const settingsOf = ({ userData }: Home): string => join(userData, 'settings.json');
const storedSettings = async (home: Home): Promise<object> =>
  JSON.parse(await readFile(settingsOf(home), 'utf8'));

const isDark = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.body.classList.contains('awsui-dark-mode'));

test('reports settings that cannot be read, does not change the file, and uses it after Retry', async ({
  home,
  openApp,
}) => {
  const broken = '{"version":1,"appearance":"dark",';
  await writeFile(settingsOf(home), broken);
  const page = await (await openApp()).firstWindow();
  const notice = page.getByRole('alert').filter({ hasText: 'The settings cannot be read' });
  await expect(notice).toContainText(`${settingsOf(home)}: It is not JSON.`);
  await expect(notice).toContainText('every destination account has to be confirmed by its account ID');

  expect(await resultOf(page, 'settings.change', { appearance: 'light' })).toMatchObject({
    ok: false,
    error: { code: 'not-stored' },
  });
  const retry = notice.getByRole('button', { name: 'Retry' });
  await retry.click();
  // It can also have read the fixed file already, so that there is nothing to retry.
  await expect(retry).toBeEnabled();
  await expect(notice).toBeVisible();
  expect(await readFile(settingsOf(home), 'utf8')).toBe(broken);

  await writeFile(settingsOf(home), JSON.stringify({ version: 1, appearance: 'dark', accounts }));
  await retry.click();
  await expect(notice).toHaveCount(0);
  await expect.poll(() => isDark(page)).toBe(true);
  expect((await ask(page, 'settings.read')).accounts).toEqual(accounts);
  await ask(page, 'settings.change', { appearance: 'light' });
  expect(await storedSettings(home)).toMatchObject({ appearance: 'light', accounts });
});

test('uses settings that another program writes, and keeps them in its own next change', async ({
  home,
  openApp,
}) => {
  const app = await openApp();
  const page = await app.firstWindow();
  await whenReady(page);
  await ask(page, 'settings.change', { appearance: 'light' });
  const edit = async (more: object): Promise<void> =>
    writeFile(settingsOf(home), JSON.stringify({ ...(await storedSettings(home)), ...more }));
  await edit({ appearance: 'dark', accounts });
  await app.evaluate((electron) => electron.app.emit('browser-window-focus'));
  await expect.poll(() => isDark(page)).toBe(true);
  expect((await ask(page, 'settings.read')).accounts).toEqual(accounts);

  await edit({ accounts: {} });
  await ask(page, 'settings.change', { appearance: 'light' });
  expect(await storedSettings(home)).toMatchObject({ appearance: 'light', accounts: {} });
  await writeFile(settingsOf(home), '{"version":1,');
  expect(await resultOf(page, 'settings.change', { appearance: 'dark' })).toMatchObject({
    ok: false,
    error: { code: 'not-stored' },
  });
  expect(await readFile(settingsOf(home), 'utf8')).toBe('{"version":1,');
  await expect(page.getByRole('alert').filter({ hasText: 'The settings cannot be read' })).toBeVisible();
});

test('keeps the old file after Start with defaults, and stores settings again', async ({ home, openApp }) => {
  const newer = JSON.stringify({ version: 99, accounts });
  await writeFile(settingsOf(home), newer);
  const page = await (await openApp()).firstWindow();
  const notice = page.getByRole('alert').filter({ hasText: 'The settings cannot be read' });
  await expect(notice).toContainText('A newer version of the app wrote it');
  await notice.getByRole('button', { name: 'Start with defaults (keeps the old file)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start with defaults' });
  await expect(dialog).toContainText('No account is protected until you protect it again in Settings');
  await dialog.getByRole('button', { name: 'Start with defaults' }).click();
  await expect(notice).toHaveCount(0);
  await expect(page.getByText(/The old file is kept as .*settings\.old-.*\.json/)).toBeVisible();

  const old = (await readdir(home.userData)).find((name) => name.startsWith('settings.old-')) ?? '';
  expect(await readFile(join(home.userData, old), 'utf8')).toBe(newer);
  await ask(page, 'settings.change', { appearance: 'dark' });
  expect(await storedSettings(home)).toMatchObject({ appearance: 'dark', accounts: {} });
});

test('requires the account number for every destination while the settings cannot be read', async ({
  ecr,
  home,
  openApp,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry(account, production.region).createRepository('team/api');
  await seedImage(source, [['layer', 1_000]], ['v1']);
  await writeFile(settingsOf(home), '{');
  const page = await (await openApp()).firstWindow();
  const review = await planReplication(page, { from: 'team/api', tags: ['v1'], to: 'team/api' });
  await review.replicate.click();
  const dialog = page.getByRole('dialog', { name: 'Confirm the destination account' });
  await expect(dialog).toContainText('The protected accounts are not known');
  const confirm = dialog.getByRole('button', { name: 'Replicate' });
  await expect(confirm).toBeDisabled();
  expect([...destination.tags]).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Destination account ID' }).fill(account);
  await confirm.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['v1']);
});

test('reports a change that cannot be stored immediately, and stores it without a restart', async ({
  home,
  openApp,
}) => {
  const page = await (await openApp()).firstWindow();
  await whenReady(page);
  // A file cannot replace a folder that is not empty.
  await rm(settingsOf(home), { force: true });
  await mkdir(join(settingsOf(home), 'something'), { recursive: true });
  await page.getByRole('navigation').getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Dark' }).click();
  const notice = page.getByRole('alert').filter({ hasText: 'The settings cannot be stored' });
  await expect(notice).toContainText('Your latest changes are in use.');
  await expect.poll(() => isDark(page)).toBe(true);
  await rm(settingsOf(home), { recursive: true });
  await notice.getByRole('button', { name: 'Retry' }).click();
  await expect(notice).toHaveCount(0);
  expect(await storedSettings(home)).toMatchObject({ appearance: 'dark' });
});

test('removes temporary files of a killed app at the next start, and no files of other programs', async ({
  home,
  openApp,
}) => {
  const leftover = temporaryPath(home.userData);
  const foreign = join(home.userData, 'notes.tmp');
  for (const path of [leftover, foreign]) {
    await writeFile(path, 'text');
    await utimes(path, 1, 1);
  }
  const page = await (await openApp()).firstWindow();
  await whenReady(page);
  const names = await readdir(home.userData);
  expect(names).not.toContain(basename(leftover));
  expect(names).toContain('notes.tmp');
});

test('asks for the name of a protected account again once the settings can be read', async ({
  ecr,
  home,
  openApp,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  ecr.registry(account, production.region).createRepository('team/api');
  await seedImage(source, [['layer', 1_000]], ['v1']);
  await writeFile(settingsOf(home), JSON.stringify({ version: 1, accounts }));
  const page = await (await openApp()).firstWindow();
  const review = await planReplication(page, { from: 'team/api', tags: ['v1'], to: 'team/api' });
  await review.replicate.click();
  await expect(page.getByRole('dialog', { name: 'This account is protected' })).toContainText('Prod');
});
