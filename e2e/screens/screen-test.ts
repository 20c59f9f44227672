import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { join } from 'node:path';
import { test as base, expect } from '../fixtures.ts';

/** The window that pictures are taken of; the last is the first at a zoom of 200 %. */
const sizes = [
  { name: '1280x800', width: 1280, height: 800 },
  { name: '900x600', width: 900, height: 600 },
  { name: '1280x800-at-200-percent', width: 640, height: 400 },
] as const;

const themes = ['light', 'dark'] as const;

export interface ScreenOptions {
  /** The folder that pictures go to; none are taken when left out. */
  readonly pictures: string | undefined;
}

interface ScreenFixtures {
  /**
   * Looks at what the window shows now, light and dark: axe must find nothing serious, nothing may be wider than the
   * window, and where pictures are wanted they are taken in every size.
   */
  readonly look: (name: string) => Promise<void>;
  /** Takes pictures of more of what was looked at already: axe sees the whole page, wherever it is scrolled to. */
  readonly lookFurther: (name: string, place: Locator) => Promise<void>;
}

/** What axe calls serious or critical, told so that one finds it. */
async function findSerious(page: Page): Promise<readonly string[]> {
  // The other mode opens a window of its own, which the app would not have.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ html, failureSummary = '' }) => `${id}: ${help}\n${html.slice(0, 300)}\n${failureSummary}`,
      ),
    );
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

interface Pictures {
  readonly folder: string;
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly place?: Locator;
}

async function takePictures(page: Page, { folder, name, colorScheme, place }: Pictures): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect.soft(await overflow(page), `what is wider than the window on ${name}, ${size.name}`).toBe(0);
    await place?.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    const path = join(folder, size.name, colorScheme, `${name}.png`);
    await page.screenshot({ path, animations: 'disabled' });
  }
  await page.setViewportSize(sizes[0]);
}

export const test = base.extend<ScreenOptions & ScreenFixtures>({
  pictures: [undefined, { option: true }],

  look: async ({ page, pictures: folder }, run) => {
    await run(async (name) => {
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect.soft(await findSerious(page), `axe on ${name}, ${colorScheme}`).toEqual([]);
        if (folder !== undefined) await takePictures(page, { folder, name, colorScheme });
      }
      await page.emulateMedia({ colorScheme: 'light' });
    });
  },

  lookFurther: async ({ page, pictures: folder }, run) => {
    await run(async (name, place) => {
      for (const colorScheme of folder === undefined ? [] : themes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        if (folder !== undefined) await takePictures(page, { folder, name, colorScheme, place });
      }
      await page.emulateMedia({ colorScheme: 'light' });
    });
  },
});

export { expect } from '../fixtures.ts';
