import type { ElectronApplication, Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endApp, launchApp, startAgain } from '../app/launch.ts';

/**
 * The behavior of Electron that the app relies on, shown with a small app. Runs with Electron and with the stand-in, to
 * compare the two.
 */
interface Fixtures {
  readonly home: string;
  readonly app: ElectronApplication;
  readonly page: Page;
}

interface WorkerFixtures {
  /** For the tests that neither end the app nor count its events; here, so that both kinds run in the same workers. */
  readonly sharedApp: ElectronApplication;
}

const folder = join(import.meta.dirname, 'fixture-app');
const open = (home: string, ...args: readonly string[]): Promise<ElectronApplication> =>
  launchApp({ folder, home, userData: join(home, 'user-data'), args });

async function withHome(run: (home: string) => Promise<void>): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'fixture-app-'));
  await run(home);
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}

async function withApp(home: string, run: (app: ElectronApplication) => Promise<void>): Promise<void> {
  const app = await open(home);
  await run(app);
  await endApp(app);
}

/** The app's window once it is shown. */
async function shownPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow();
  await expect(page.locator('html')).toHaveAttribute('data-module', 'ran');
  await expect.poll(() => seen(app)).toContain('ready-to-show');
  return page;
}

const testWithOwnApp = base.extend<Fixtures, WorkerFixtures>({
  sharedApp: [
    async ({ browserName: _browserName }, run) => {
      await withHome((home) => withApp(home, run));
    },
    { scope: 'worker' },
  ],
  home: ({ colorScheme: _unused }, run) => withHome(run),
  app: ({ home }, run) => withApp(home, run),
  page: async ({ app }, run) => run(await shownPage(app)),
});

/** Tests that share one app: each starts with a page that has just been loaded. */
const test = testWithOwnApp.extend({
  app: ({ sharedApp }, run) => run(sharedApp),
  page: async ({ app }, run) => {
    const page = await shownPage(app);
    const loaded = page.waitForEvent('load');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
    await loaded;
    await run(page);
  },
});

const seen = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);

interface FixtureWindow {
  api: {
    forbidden: string;
    nested: { list: unknown[] };
    invoke(channel: string, ...args: unknown[]): Promise<unknown>;
    send(channel: string, ...args: unknown[]): void;
    double(number: number): number;
    throws(): void;
  };
  unsubscribe(): void;
}

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

test('answers a request with structured clones', async ({ page }) => {
  const answer = await page.evaluate(() =>
    (window as unknown as FixtureWindow).api.invoke(
      'echo',
      undefined,
      [1n, { at: new Date(5) }],
      new Map([['a', 1]]),
    ),
  );
  expect(answer).toEqual([undefined, [1n, { at: new Date(5) }], expect.anything()]);
});

test('rejects what cannot be cloned', async ({ page }) => {
  const refused = page.evaluate(() => (window as unknown as FixtureWindow).api.invoke('echo', Symbol('s')));
  await expect(refused).rejects.toThrow('could not be cloned');
});

test('rejects with the messages of Electron for a failing and a missing handler', async ({ page }) => {
  const [failed, missing] = await page.evaluate(async () => {
    const { api } = window as unknown as FixtureWindow;
    const message = (error: unknown): string => String(error);
    return [await api.invoke('fail').catch(message), await api.invoke('absent').catch(message)];
  });
  expect(failed).toBe("Error: Error invoking remote method 'fail': TypeError: refused");
  expect(missing).toBe(
    "Error: Error invoking remote method 'absent': Error: No handler registered for 'absent'",
  );
});

test('delivers messages both ways, in order, until the listener is removed', async ({ app, page }) => {
  await page.evaluate(() => (window as unknown as FixtureWindow).api.send('note', 'hello'));
  await expect.poll(() => seen(app)).toContain('note hello');
  const send = (text: string): Promise<void> =>
    app.evaluate(
      ({ BrowserWindow }, news) => BrowserWindow.getAllWindows()[0]?.webContents.send('news', news),
      text,
    );
  await send('one');
  await send('two');
  await expect(page.locator('#messages')).toHaveText('one;two;');
  await page.evaluate(() => (window as unknown as FixtureWindow).unsubscribe());
  await send('three');
  await page.evaluate(() => (window as unknown as FixtureWindow).api.invoke('echo'));
  await expect(page.locator('#messages')).toHaveText('one;two;');
});

test('gives the page only what the preload exposed, frozen', async ({ page }) => {
  const facts = await page.evaluate(() => {
    const own = window as unknown as FixtureWindow;
    let thrown = '';
    try {
      own.api.throws();
    } catch (error) {
      thrown = String(error);
    }
    const clean = document.createElement('iframe');
    document.body.append(clean);
    const usual = new Set(Object.getOwnPropertyNames(clean.contentWindow));
    clean.remove();
    const extra = Object.getOwnPropertyNames(window).filter(
      (name) => !usual.has(name) && !/^\d+$/.test(name),
    );
    return {
      thrown,
      doubled: own.api.double(4),
      nested: own.api.nested.list,
      frozen: Object.isFrozen(own.api),
      kinds: ['require', 'process', 'module', 'Buffer'].map((name) => typeof Reflect.get(window, name)),
      extra: extra.filter((name) => !/^(__playwright|__pw)/.test(name)),
    };
  });
  expect(facts).toEqual({
    thrown: 'Error: out of range',
    doubled: 8,
    nested: [1, { two: 2 }],
    frozen: true,
    kinds: ['undefined', 'undefined', 'undefined', 'undefined'],
    extra: ['api', 'unsubscribe'],
  });
});

test('lets a sandboxed preload require no module of Node', async ({ page }) => {
  expect(await page.evaluate(() => (window as unknown as FixtureWindow).api.forbidden)).toContain(
    'module not found',
  );
});

test('enforces the page’s content security policy', async ({ page }) => {
  await expect(page.locator('html')).not.toHaveAttribute('data-inline', 'ran');
  const refused = await page.evaluate(async () => {
    const blocked = new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
    });
    await fetch('http://127.0.0.1:9/').catch(() => undefined);
    return blocked;
  });
  expect(refused).toBe('connect-src');
});

test('gives a page of the app’s scheme a secure origin, whose every request the app answers', async ({
  app,
  page,
}) => {
  const facts = await page.evaluate(async () => {
    const [script, missing, sent] = await Promise.all([
      fetch('page.js'),
      fetch('missing.js'),
      fetch('/echo?a=1', { method: 'POST', body: 'hello' }),
    ]);
    return {
      isSecure: isSecureContext,
      origin: self.origin === location.origin,
      path: location.pathname,
      script: [script.status, script.headers.get('content-type'), script.headers.get('x-served-by')],
      missing: missing.status,
      sent: (await sent.json()) as unknown,
    };
  });
  expect(facts).toEqual({
    isSecure: true,
    origin: true,
    path: '/index.html',
    script: [200, 'text/javascript', 'fixture'],
    missing: 404,
    sent: { method: 'POST', url: 'fixture://page/echo?a=1', body: 'hello' },
  });
  await page.evaluate(() => void (location.hash = 'part'));
  const address = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  await expect.poll(address).toBe('fixture://page/index.html#part');
});

testWithOwnApp('loads no file in such a page, even without a policy', async ({ app, page }) => {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }) => {
    void new BrowserWindow({ width: 400, height: 300 }).loadURL('fixture://page/open.html');
  });
  const second = await opened;
  await expect(second.locator('html')).toHaveAttribute('data-inline', 'ran');
  const file = pathToFileURL(join(folder, 'page.js')).href;
  const outcomes = await second.evaluate(async (url) => {
    const loaded = (tag: 'img' | 'script' | 'link'): Promise<string> =>
      new Promise((resolve) => {
        const element = document.createElement(tag);
        element.addEventListener('load', () => resolve('loaded'));
        element.addEventListener('error', () => resolve('refused'));
        if (element instanceof HTMLLinkElement) Object.assign(element, { rel: 'stylesheet', href: url });
        else element.src = url;
        document.head.append(element);
      });
    const fetched = await fetch(url).then(
      () => 'loaded',
      () => 'refused',
    );
    return [fetched, ...(await Promise.all([loaded('img'), loaded('script'), loaded('link')]))];
  }, file);
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused']);
  // The first page, which has a policy, loads none either.
  await expect(page.evaluate((url) => fetch(url).then(String), file)).rejects.toThrow('Failed to fetch');
});

testWithOwnApp('reports a page whose process ended, and reloads it', async ({ app, page }) => {
  await expect(page.locator('h1')).toBeVisible();
  const loads = async () => (await seen(app)).filter((event) => event === 'did-finish-load').length;
  expect(await loads()).toBe(1);
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect.poll(async () => (await seen(app)).some((event) => event.startsWith('gone '))).toBe(true);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  await expect.poll(loads).toBe(2);
  // Playwright disconnects from a crashed page; the app does not.
  const answer = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      'api.invoke("echo", document.title).then(String)',
    ),
  );
  expect(answer).toBe('Fixture');
});

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

test('gives a handler the sender of a request', async ({ page }) => {
  expect(await page.evaluate(() => (window as unknown as FixtureWindow).api.invoke('sender'))).toBe(true);
});

test('lets the app prevent a navigation', async ({ app, page }) => {
  const before = page.url();
  await page.locator('#away').click();
  await expect.poll(() => seen(app)).toContain('will-navigate fixture://page/other.html');
  expect(page.url()).toBe(before);
  await expect(page.locator('h1')).toBeVisible();
});

test('opens no window for a page, and reports the address to the app', async ({ app, page }) => {
  await app.evaluate(({ shell }) => {
    const record = globalThis as unknown as { seen: string[] };
    shell.openExternal = (url) => Promise.resolve(void record.seen.push(`open ${url}`));
  });
  await page.locator('#outside').click();
  await expect.poll(() => seen(app)).toContain('open https://example.com/');
  expect(await page.evaluate(() => window.open('https://example.com/second'))).toBeNull();
  await expect.poll(() => seen(app)).toContain('open https://example.com/second');
  expect(await page.evaluate(() => window.open('other.html'))).toBeNull();
  await expect.poll(() => seen(app)).toContain('open fixture://page/other.html');
  await expect.poll(() => app.windows().length).toBe(1);
});

test('lets the app grant permissions', async ({ page }) => {
  const states = await page.evaluate(() =>
    Promise.all(
      (['geolocation', 'notifications'] as const).map(
        async (name) => (await navigator.permissions.query({ name })).state,
      ),
    ),
  );
  expect(states).toEqual(['denied', 'denied']);
});

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

test('finds and clicks a menu item', async ({ app, page }) => {
  await expect(page.locator('h1')).toBeVisible();
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('note')?.click());
  expect(await seen(app)).toContain('menu');
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

testWithOwnApp('notifies the first instance of a second start, which ends', async ({ app, home, page }) => {
  await expect(page.locator('h1')).toBeVisible();
  await startAgain({ folder, home, userData: join(home, 'user-data'), args: ['hello'] });
  await expect.poll(() => seen(app)).toContain('second-instance hello fixture');
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
