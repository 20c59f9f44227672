import { expect, test } from './fixtures.ts';

test('the app opens its window, titled, sandboxed, and asks nothing of the network', async ({
  app,
  page,
}) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  // A reload in the midst of the first load breaks that off, and fails with it.
  await page.waitForLoadState();
  await page.reload();
  await expect(page.locator('#root > *').first()).toBeVisible();
  expect(await page.title()).toBe('ECR Image Replicator');
  expect(await app.evaluate(({ app: main }) => main.getName())).toBe('ECR Image Replicator');
  expect(await page.evaluate(() => typeof Reflect.get(window, 'require'))).toBe('undefined');
  expect(requests.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
});
