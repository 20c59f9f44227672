import { expect, seen, test, testWithOwnApp } from './fixture-app-test.ts';

/** Windows and what of the desktop belongs to them. */

testWithOwnApp(
  'gives the window the requested size, and the color scheme that a test emulates',
  async ({ app, page }) => {
    const window = await app.browserWindow(page);
    expect(await window.evaluate((own) => own.getBounds())).toMatchObject({ width: 1000, height: 700 });
    await window.evaluate((own) => own.setSize(900, 600));
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(900);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  },
);

testWithOwnApp('applies the theme to windows that are opened later', async ({ app, page }) => {
  await expect(page.locator('html')).toHaveAttribute('data-module', 'ran');
  const opened = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow, nativeTheme }) => {
    nativeTheme.themeSource = 'dark';
    void new BrowserWindow({ width: 400, height: 300 }).loadURL('about:blank');
  });
  const second = await opened;
  // A page that is being loaded does not answer.
  const isDark = () =>
    second.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches).catch(() => undefined);
  await expect.poll(isDark).toBe(true);
});

test('sets a badge, and a window’s progress in each mode', async ({ app, page }) => {
  await expect(page.locator('html')).toHaveAttribute('data-module', 'ran');
  const counts = await app.evaluate(({ app: main, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setProgressBar(0.5, { mode: 'paused' });
    window?.setProgressBar(-1);
    main.setBadgeCount(3);
    const set = main.getBadgeCount();
    main.setBadgeCount(0);
    return [set, main.getBadgeCount()];
  });
  expect(counts).toEqual([3, 0]);
});

test('finds and clicks a menu item', async ({ app, page }) => {
  await expect(page.locator('h1')).toBeVisible();
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('note')?.click());
  expect(await seen(app)).toContain('menu');
});

test('emits click and close of a shown notification', async ({ app, page }) => {
  await expect(page.locator('html')).toHaveAttribute('data-module', 'ran');
  const notified = await app.evaluate(({ Notification }) => {
    const events: string[] = [];
    const notification = new Notification({ title: 'Done', body: 'All is there.' });
    notification.on('click', () => events.push('click'));
    notification.emit('click');
    notification.show();
    notification.close();
    return [Notification.isSupported(), notification.title, notification.body, ...events];
  });
  expect(notified).toEqual([true, 'Done', 'All is there.', 'click']);
});
