import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/fixtures.ts';
import { whenReady } from '../pages/ask.ts';

/** One of the page's scripts. */
interface LoadedScript {
  /** Its file without the hash of its content. */
  readonly name: string;
  readonly bytes: number;
  /** Whether it was requested before the first screen was painted. */
  readonly isFirst: boolean;
}

const later = [
  'repositories-table',
  'images-table',
  'review-page',
  'compare-page',
  'batch-page',
  'transfers-page',
  'history-page',
  'ecr-replication-page',
  'settings-page',
];

const readScripts = (page: Page): Promise<readonly LoadedScript[]> =>
  page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => name.endsWith('.js'))
      .map(({ name, startTime, decodedBodySize }) => ({
        name: name.replace(/^.*\/|-[\w-]{8}\.js$/g, ''),
        bytes: decodedBodySize,
        isFirst: paint === undefined || startTime < paint.startTime,
      }));
  });

const namesOf = (scripts: readonly LoadedScript[]): readonly string[] => scripts.map(({ name }) => name);

test('the first screen loads its own code alone, and the other pages follow once it is painted', async ({
  page,
}) => {
  await whenReady(page);
  await expect.poll(async () => namesOf(await readScripts(page))).toEqual(expect.arrayContaining(later));
  const first = (await readScripts(page)).filter(({ isFirst }) => isFirst);
  expect(later.filter((name) => namesOf(first).includes(name))).toEqual([]);
  expect(first.length).toBeGreaterThan(0);
  expect(first.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(950_000);
});

test('no text waits for its font', async ({ page }) => {
  await whenReady(page);
  const displays = await page.evaluate(() => [...document.fonts].map(({ display }) => display));
  expect(new Set(displays)).toEqual(new Set(['swap']));
});
