import { expect, test } from '../fixtures/fixtures.ts';
import { whenReady } from '../pages/ask.ts';

/** The page's own scripts, by name, with whether they were asked for before something was painted. */
interface LoadedScript {
  readonly name: string;
  readonly bytes: number;
  readonly isBeforePaint: boolean;
}

const laterPages = [
  'transfers-page',
  'history-page',
  'settings-page',
  'review-page',
  'batch-page',
  'compare-page',
];

const isLoaded = (scripts: readonly LoadedScript[], name: string): boolean =>
  scripts.some((script) => script.name.includes(`/${name}-`));

test('the first screen loads its own code alone, and the other pages follow once it is painted', async ({
  openApp,
}) => {
  const page = await (await openApp()).firstWindow();
  await whenReady(page);
  const readScripts = (): Promise<readonly LoadedScript[]> =>
    page.evaluate(() => {
      const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity;
      return performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming)
        .filter(({ name }) => name.endsWith('.js'))
        .map(({ name, startTime, decodedBodySize }) => ({
          name,
          bytes: decodedBodySize,
          isBeforePaint: startTime < paint,
        }));
    });
  await expect
    .poll(async () => {
      const scripts = await readScripts();
      return laterPages.filter((name) => !isLoaded(scripts, name));
    })
    .toEqual([]);
  const first = (await readScripts()).filter(({ isBeforePaint }) => isBeforePaint);
  expect(laterPages.filter((name) => isLoaded(first, name))).toEqual([]);
  expect(first.length).toBeGreaterThan(0);
  expect(first.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(1_150_000);
});

test('no text waits for its font', async ({ openApp }) => {
  const page = await (await openApp()).firstWindow();
  await whenReady(page);
  const displays = await page.evaluate(() => [...document.fonts].map(({ display }) => display));
  expect(new Set(displays)).toEqual(new Set(['swap']));
});
