import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { test as testWithOwnApp } from '../fixtures/fixtures.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';

test('opens a titled, sandboxed window, without a network request', async ({ app, page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.reload();
  await expect(page.locator('#root > *').first()).toBeVisible();
  expect(await page.title()).toBe('ECR Image Replicator');
  expect(await app.evaluate(({ app: main }) => main.getName())).toBe('ECR Image Replicator');
  expect(await page.evaluate(() => typeof Reflect.get(window, 'require'))).toBe('undefined');
  expect(await page.evaluate(() => Object.keys(window.api))).toEqual(['invoke', 'on']);
  const ownFolder = page.url().replace(/index\.html.*$/, '');
  expect(requests.filter((url) => !url.startsWith(ownFolder) && !/^(data|blob):/.test(url))).toEqual([]);
});

test('lets the page neither navigate, open a window nor get a permission', async ({ app, page }) => {
  const source = page.getByRole('group', { name: 'Source', exact: true });
  await expect(source).toBeVisible();
  const address = page.url();
  const opened = await page.evaluate(() => {
    location.href = 'http://127.0.0.1:9/';
    return [window.open('http://127.0.0.1:9/'), window.open('about:blank')];
  });
  expect(opened).toEqual([null, null]);
  const granted = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone'] as const;
    const states = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
    return [...states.map(({ state }) => state), await Notification.requestPermission()];
  });
  expect(granted).toEqual(granted.map(() => 'denied'));
  await expect(source).toBeVisible();
  expect(page.url()).toBe(address);
  expect(app.windows()).toHaveLength(1);
});

test('lets the page attach no webview', async ({ app, page }) => {
  await expect(sourceOf(page)).toBeVisible();
  const prevented = await app.evaluate(({ BrowserWindow }) => {
    let isPrevented = false;
    const event = { preventDefault: () => void (isPrevented = true) };
    BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {});
    return isPrevented;
  });
  expect(prevented).toBe(true);
});

test.describe('the page', () => {
  // Each violation is an error on its console.
  test.use({ expectedErrors: [/Content Security Policy|Not allowed to load local resource/] });

  test('has an origin of its own and reads neither files nor the network', async ({
    app,
    page,
  }, testInfo) => {
    await expect(sourceOf(page)).toBeVisible();
    const address = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    );
    expect(address).not.toMatch(/^(file|https?|data|about):/);
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    const file = testInfo.outputPath('credentials');
    await writeFile(file, 'secret');
    const outcomes = await page.evaluate(async (url) => {
      const answered = (target: string): Promise<string> =>
        fetch(target).then(
          () => `answered ${url}`,
          () => 'refused',
        );
      const loaded = (tag: 'img' | 'script'): Promise<string> =>
        new Promise((resolve) => {
          const element = document.createElement(tag);
          element.addEventListener('load', () => resolve('loaded'));
          element.addEventListener('error', () => resolve('refused'));
          element.src = url;
          document.body.append(element);
        });
      return {
        file: await answered(url),
        own: await answered(location.href),
        network: await answered('http://127.0.0.1:9/'),
        image: await loaded('img'),
        script: await loaded('script'),
      };
    }, pathToFileURL(file).href);
    expect(outcomes).toEqual({
      file: 'refused',
      own: 'refused',
      network: 'refused',
      image: 'refused',
      script: 'refused',
    });
  });

  test('runs only its own scripts', async ({ page }) => {
    await expect(sourceOf(page)).toBeVisible();
    const ran = await page.evaluate(async () => {
      const violated = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        });
      });
      const inline = document.createElement('script');
      inline.textContent = 'window.intruder = true';
      document.body.append(inline);
      return [await violated, Reflect.has(window, 'intruder')];
    });
    expect(ran).toEqual(['script-src-elem', false]);
  });
});

testWithOwnApp('restores the size of the window', async ({ openApp }) => {
  const first = await openApp();
  const child = first.process();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const page = await first.firstWindow();
  await expect(sourceOf(page)).toBeVisible();
  expect(await sizeOf(first, page)).toEqual([1280, 800]);
  const window = await first.browserWindow(page);
  await window.evaluate((own) => own.setSize(1010, 640));
  await window.evaluate((own) => own.close()).catch(() => undefined);
  await ended;

  const again = await openApp();
  const pageAgain = await again.firstWindow();
  await expect(sourceOf(pageAgain)).toBeVisible();
  expect(await sizeOf(again, pageAgain)).toEqual([1010, 640]);
});

/** The source's side, which appears with the page. */
const sourceOf = (page: Page): Locator => page.getByRole('group', { name: 'Source', exact: true });

async function sizeOf(app: ElectronApplication, page: Page): Promise<readonly number[]> {
  const window = await app.browserWindow(page);
  return window.evaluate((own) => own.getSize());
}
