import type { Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appFolder } from '../app/launch.ts';
import { test as testWithOwnApp } from '../fixtures/fixtures.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { whenReady } from '../pages/ask.ts';

/** One of the page's scripts. */
interface LoadedScript {
  /** Its file without the hash of its content. */
  readonly name: string;
  readonly bytes: number;
  /** Whether it was requested before the first screen had its data. */
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
    const [usable] = performance.getEntriesByName('usable');
    return performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => name.endsWith('.js'))
      .map(({ name, startTime, decodedBodySize }) => ({
        name: name.replace(/^.*\/|-[\w-]{8}\.js$/g, ''),
        bytes: decodedBodySize,
        isFirst: usable === undefined || startTime < usable.startTime,
      }));
  });

const namesOf = (scripts: readonly LoadedScript[]): readonly string[] => scripts.map(({ name }) => name);

testWithOwnApp(
  'the first screen loads its own code alone, and the other pages follow once it can be used',
  async ({ page }) => {
    await whenReady(page);
    await expect.poll(async () => namesOf(await readScripts(page))).toEqual(expect.arrayContaining(later));
    const first = (await readScripts(page)).filter(({ isFirst }) => isFirst);
    expect(later.filter((name) => namesOf(first).includes(name))).toEqual([]);
    expect(first.length).toBeGreaterThan(0);
    expect(first.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(950_000);
  },
);

test('no text waits for its font, and the fonts of the first screen are requested with its scripts', async ({
  page,
}) => {
  await whenReady(page);
  const displays = await page.evaluate(() => [...document.fonts].map(({ display }) => display));
  expect(new Set(displays)).toEqual(new Set(['swap']));
  const preloaded = await page
    .locator('link[rel=preload][as=font]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(preloaded).toEqual([
    expect.stringMatching(/open-sans-400-normal-.*\.woff2$/),
    expect.stringMatching(/open-sans-700-normal-.*\.woff2$/),
  ]);
});

/** Where the texts of a top bar are. */
const placesIn = (bar: Locator): Promise<readonly (readonly [text: string | null, ...numbers: number[]])[]> =>
  bar.locator('.top-bar-name, .top-bar-view').evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.textContent?.trim() ?? null, x, y, width, height] as const;
    }),
  );

test('the first frame, painted without scripts, has the top bar where the app has it', async ({ page }) => {
  await whenReady(page);
  await page.evaluate(() => document.fonts.ready);
  const ofApp = page.getByRole('banner');
  const expected = await placesIn(ofApp);
  expect(expected).toHaveLength(6);
  const built = await readFile(join(appFolder, 'out', 'renderer', 'index.html'), 'utf8');
  await page.evaluate((html) => {
    const frame = new DOMParser().parseFromString(html, 'text/html').querySelector('#root > *');
    if (!frame) throw new Error('The page has no first frame.');
    frame.id = 'first-frame';
    document.querySelector('#root')?.replaceChildren(frame);
  }, built);
  expect(await placesIn(page.locator('#first-frame'))).toEqual(expected);
});

test('with reduced motion nothing on the first screen is animated', async ({ page }) => {
  await whenReady(page);
  const longest = (): Promise<number> =>
    page.evaluate(() => {
      const styles = [...document.querySelectorAll('*')].flatMap((element) =>
        [undefined, '::before', '::after'].map((part) => getComputedStyle(element, part)),
      );
      const seconds = styles.flatMap(({ animationDuration, transitionDuration }) =>
        `${animationDuration},${transitionDuration}`.split(',').map((each) => Number.parseFloat(each) || 0),
      );
      return Math.max(...seconds);
    });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await longest()).toBeGreaterThan(0.01);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await longest()).toBeLessThanOrEqual(0.001);
});
