import { join } from 'node:path';
import { startAgain } from '../app/launch.ts';
import { expect, folder, seen, test, testWithOwnApp } from './fixture-app-test.ts';

/** The app's start, end and events. */

testWithOwnApp(
  'starts in Electron’s order, with the app’s name, version and arguments',
  async ({ app, page }) => {
    await expect
      .poll(() => seen(app))
      .toEqual(['ready', 'web-contents-created', 'did-finish-load', 'ready-to-show']);
    const facts = await app.evaluate(({ app: { name, isPackaged }, app: main }) => [
      name,
      main.getVersion(),
      isPackaged,
      process.argv.at(-1)?.startsWith('--user-data-dir='),
    ]);
    expect(facts).toEqual(['Fixture App', '1.2.3', false, true]);
    expect(await page.title()).toBe('Fixture');
  },
);

test('emits events for sleep, resume, and an unresponsive page', async ({ app, page }) => {
  await expect(page.locator('h1')).toBeVisible();
  await app.evaluate(({ BrowserWindow, powerMonitor }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
    contents?.emit('unresponsive');
    contents?.emit('responsive');
  });
  expect((await seen(app)).slice(-4)).toEqual(['suspend', 'resume', 'unresponsive', 'responsive']);
});

testWithOwnApp('notifies the first instance of a second start, which ends', async ({ app, home, page }) => {
  await expect(page.locator('h1')).toBeVisible();
  await startAgain({ folder, home, userData: join(home, 'user-data'), args: ['hello'] });
  await expect.poll(() => seen(app)).toContain('second-instance hello fixture');
});

testWithOwnApp('keeps the window and the app after a prevented close', async ({ app, page }) => {
  await app.evaluate(({ app: main, BrowserWindow }) => {
    Reflect.set(globalThis, 'refuseClose', true);
    BrowserWindow.getAllWindows()[0]?.close();
    main.quit();
  });
  await expect.poll(async () => (await seen(app)).slice(4)).toEqual(['close', 'before-quit', 'close']);
  await expect(page.locator('h1')).toBeVisible();
});

testWithOwnApp('quits when the last window closes, in the order of Electron', async ({ app, page }) => {
  await expect(page.locator('h1')).toBeVisible();
  const events = app.evaluate(
    ({ app: main, BrowserWindow }) =>
      new Promise<string[]>((resolve) => {
        const record = globalThis as unknown as { seen: string[] };
        main.once('will-quit', (event) => {
          event.preventDefault();
          resolve(record.seen.slice(4));
        });
        BrowserWindow.getAllWindows()[0]?.close();
      }),
  );
  expect(await events).toEqual(['close', 'closed', 'window-all-closed', 'before-quit', 'will-quit']);
});
