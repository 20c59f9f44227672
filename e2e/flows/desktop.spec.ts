import type { ElectronApplication, Page } from '@playwright/test';
import type { Menu } from 'electron';
import { once } from 'node:events';
import { seedImage } from '../../electron/testing/seed-image.ts';
import type { LocalEcr } from '../../electron/local-ecr/local-ecr.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { test as testWithSharedApp } from '../fixtures/shared-fixtures.ts';
import { ask, whenReady } from '../pages/ask.ts';
import { startReplication } from '../pages/replication.ts';
import { build, production } from '../accounts/test-accounts.ts';

const MB = 1_000_000;
const choice = { from: 'team/api', tags: ['v1'], to: 'team/api' };

interface Recorded {
  readonly progress: number[];
  readonly awake: string[];
  readonly notifications: string[];
  readonly titles: string[];
}

interface RecordedTray {
  toolTip: string;
  menu: Menu | null;
}

declare global {
  /** In the main process. */
  var recorded: Recorded;
  var recordedTray: RecordedTray;
}

/** Records the app's calls of desktop functions. */
const record = (app: ElectronApplication, { isInFront }: { readonly isInFront: boolean }): Promise<void> =>
  app.evaluate(({ BrowserWindow, Notification, powerSaveBlocker }, inFront) => {
    const recorded: Recorded = { progress: [], awake: [], notifications: [], titles: [] };
    globalThis.recorded = recorded;
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('no window');
    window.isFocused = () => inFront;
    window.setProgressBar = (progress) => void recorded.progress.push(progress);
    window.setTitle = (title) => void recorded.titles.push(title);
    powerSaveBlocker.start = (type) => {
      recorded.awake.push(type);
      return 7;
    };
    powerSaveBlocker.stop = (id) => {
      recorded.awake.push(`stop ${id}`);
      return true;
    };
    Notification.prototype.show = function show(this: Electron.Notification) {
      recorded.notifications.push(this.title);
    };
  }, isInFront);
const recorded = (app: ElectronApplication): Promise<Recorded> => app.evaluate(() => globalThis.recorded);

const seed = async (ecr: LocalEcr, size: number) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  return { ...(await seedImage(source, [['layer', size]], ['v1'])), destination };
};
/** The copy takes half a minute, unless the test lifts the limit. */
const slow = { up: { bytesPerSecondPerConnection: MB } };

test('shows progress, badge and time left and prevents sleep during a copy, and notifies at the end', async ({
  ecr,
  app,
  page,
}) => {
  await seed(ecr, 30 * MB);
  ecr.network.shape = slow;
  await record(app, { isInFront: false });
  const transfers = await startReplication(page, choice);
  await expect.poll(() => app.evaluate(({ app: main }) => main.getBadgeCount())).toBe(1);
  expect((await recorded(app)).awake).toEqual(['prevent-app-suspension']);
  await expect
    .poll(async () => (await recorded(app)).progress.some((value) => value > 0 && value < 1))
    .toBe(true);
  ecr.network.shape = {};
  await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  await expect
    .poll(async () => (await recorded(app)).notifications)
    .toEqual(['Replication of team/api finished']);
  const { progress, awake, titles } = await recorded(app);
  expect(titles.some((title) => /^1 running, \d+ s left – /.test(title))).toBe(true);
  expect(titles.at(-1)).not.toContain('running');
  expect(progress.at(-1)).toBe(-1);
  expect(awake).toEqual(['prevent-app-suspension', 'stop 7']);
  expect(await app.evaluate(({ app: main }) => main.getBadgeCount())).toBe(0);
});

test('does not notify while the window has focus', async ({ ecr, app, page }) => {
  await seed(ecr, MB);
  await record(app, { isInFront: true });
  const transfers = await startReplication(page, choice);
  await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  await expect.poll(async () => (await recorded(app)).progress.at(-1)).toBe(-1);
  expect((await recorded(app)).notifications).toEqual([]);
});

test('closes the window, completes the copy in background, and then quits', async ({ ecr, app, page }) => {
  const { digest, destination } = await seed(ecr, 30 * MB);
  ecr.network.shape = slow;
  const transfers = await startReplication(page, choice);
  await expect(transfers.layers.getByText(/^Copying [1-9]/).first()).toBeVisible();
  const ended = once(app.process(), 'exit');
  await app.evaluate(({ BrowserWindow, dialog }) => {
    // The third button is "Finish in background".
    dialog.showMessageBox = () => Promise.resolve({ response: 2, checkboxChecked: false });
    BrowserWindow.getAllWindows()[0]?.close();
  });
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(false);
  expect([...destination.tags]).toEqual([]);
  ecr.network.shape = {};
  await ended;
  expect([...destination.tags]).toEqual([['v1', digest]]);
});

/** Records what the tray shows, which is empty without a tray. */
const recordTray = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ Tray }) => {
    const tray: RecordedTray = { toolTip: '', menu: null };
    globalThis.recordedTray = tray;
    Tray.prototype.setToolTip = (text) => void (tray.toolTip = text);
    Tray.prototype.setContextMenu = (menu) => void (tray.menu = menu);
  });

const readTray = (app: ElectronApplication) =>
  app.evaluate(() => {
    const { toolTip, menu } = globalThis.recordedTray;
    return { toolTip, items: (menu?.items ?? []).map(({ label }) => label) };
  });

const clickInTray = (app: ElectronApplication, id: string) =>
  app.evaluate((_electron, item) => globalThis.recordedTray.menu?.getMenuItemById(item)?.click(), id);

const isVisible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());

test('stays in the tray without a question, from which the queue is paused, shown and quit', async ({
  ecr,
  app,
  page,
}) => {
  await seed(ecr, 30 * MB);
  ecr.network.shape = slow;
  const transfers = await startReplication(page, choice);
  await expect(transfers.layers.getByText(/^Copying [1-9]/).first()).toBeVisible();
  await recordTray(app);
  await ask(page, 'settings.change', { window: { keepInTray: true } });
  await expect.poll(async () => (await readTray(app)).toolTip).toMatch(/: 1 running/);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => isVisible(app)).toBe(false);

  await clickInTray(app, 'pause-all');
  await expect.poll(async () => (await readTray(app)).items[0]).toBe('1 paused');
  expect(await isVisible(app)).toBe(false);
  await clickInTray(app, 'show-window');
  await expect.poll(() => isVisible(app)).toBe(true);
  await expect(transfers.latest.getByText(/^Paused/).first()).toBeVisible();

  const ended = once(app.process(), 'exit');
  await app.evaluate(({ dialog }) => {
    // The second button is "Stop and quit".
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
  });
  await clickInTray(app, 'quit').catch(() => undefined);
  await ended;
});

testWithSharedApp('opens a URI on the clipboard from the menu', async ({ app, page }) => {
  await app.evaluate(async ({ clipboard, Menu }) => {
    await clipboard.writeText('docker pull 999999999999.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.0');
    Menu.getApplicationMenu()?.getMenuItemById('open-clipboard')?.click();
  });
  await expect(page.getByText('No profile is known for account 9999-9999-9999.')).toBeVisible();
});

const isDark = (page: Page): Promise<boolean> =>
  page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);

test('applies the chosen appearance immediately and after a restart', async ({ openApp }) => {
  const first = await openApp();
  const page = await first.firstWindow();
  await whenReady(page);
  await ask(page, 'settings.change', { appearance: 'dark' });
  await expect.poll(() => isDark(page)).toBe(true);
  const ended = once(first.process(), 'exit');
  await first.evaluate(({ app }) => app.quit());
  await ended;
  const again = await (await openApp()).firstWindow();
  await whenReady(again);
  await expect.poll(() => isDark(again)).toBe(true);
});
