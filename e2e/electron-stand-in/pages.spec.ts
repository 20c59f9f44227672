import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, folder, seen, test, testWithOwnApp } from './fixture-app-test.ts';

/** What a page may load, open and do. */

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
