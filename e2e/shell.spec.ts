import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

test('the app opens its window, titled, sandboxed, and asks nothing of the network', async ({
  app,
  page,
}) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  // A reload in the midst of the first load breaks that off, and fails with it.
  await expect(page.locator('#root > *').first()).toBeVisible();
  await page.reload();
  await expect(page.locator('#root > *').first()).toBeVisible();
  expect(await page.title()).toBe('ECR Image Replicator');
  expect(await app.evaluate(({ app: main }) => main.getName())).toBe('ECR Image Replicator');
  expect(await page.evaluate(() => typeof Reflect.get(window, 'require'))).toBe('undefined');
  expect(requests.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
});

test('the page can neither leave, open a window nor be granted anything', async ({ app, page }) => {
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

test('the window comes back with the size that it was left with', async ({ openApp }) => {
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

/** The source's side, which is there once the page is. */
const sourceOf = (page: Page): Locator => page.getByRole('group', { name: 'Source', exact: true });

async function sizeOf(app: ElectronApplication, page: Page): Promise<readonly number[]> {
  const window = await app.browserWindow(page);
  return window.evaluate((own) => own.getSize());
}
