import type { Fixtures, Locator, Page } from '@playwright/test';
import type axe from 'axe-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '../fixtures/shared-fixtures.ts';

/** The window sizes of the screenshots; the last is the first at a zoom of 200 %. */
const sizes = [
  { name: '1280x800', width: 1280, height: 800 },
  { name: '900x600', width: 900, height: 600 },
  { name: '1280x800-at-200-percent', width: 640, height: 400 },
] as const;

declare global {
  interface Window {
    /** Injected into the page at its first check. */
    readonly axe: typeof axe;
  }
}

const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

export interface ScreenOptions {
  /** The folder for screenshots; none are taken by default. */
  readonly pictures: string | undefined;
}

export interface ScreenFixtures {
  /**
   * Checks the current screen, light and dark: axe must find nothing, nothing must be wider than the
   * window, and with a folder for screenshots they are taken in every size.
   */
  readonly checkScreen: (name: string, part?: Locator) => Promise<void>;
  /** Takes screenshots of further parts of a checked screen: axe checks the whole page, wherever it is scrolled to. */
  readonly takePicturesOf: (name: string, place: Locator) => Promise<void>;
}

/** The minified script is half the size to send and to compile for each page. */
const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** The rules of axe that depend on colors; all others see the same document in both themes. */
const colorRules = ['color-contrast', 'link-in-text-block'];

/** Cloudscape puts open lists beside the page's landmarks, so that nothing cuts them off. */
const withoutLandmarks = { region: { enabled: false } };

const optionsOf: Readonly<Record<Theme, axe.RunOptions>> = {
  light: { rules: withoutLandmarks },
  dark: { runOnly: { type: 'rule', values: colorRules } },
};

/** The violations that axe finds, with their elements, in the page or a part of it. */
async function findViolations(page: Page, theme: Theme, part: Locator): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  // No rule that runs reads style sheets or media, which a preload parses again for each check.
  const options: axe.RunOptions = { resultTypes: ['violations'], preload: false, ...optionsOf[theme] };
  const violations = await part.evaluate(
    async (element, given) => (await window.axe.run(element, given)).violations,
    options,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}\n${html.slice(0, 300)}\n${failureSummary}`),
  );
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

interface Pictures {
  readonly folder: string;
  readonly name: string;
  readonly theme: Theme;
  readonly place?: Locator;
}

async function takePictures(page: Page, { folder, name, theme, place }: Pictures): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    expect.soft(await overflow(page), `what is wider than the window on ${name}, ${size.name}`).toBe(0);
    await place?.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    const path = join(folder, size.name, theme, `${name}.png`);
    await page.screenshot({ path, animations: 'disabled' });
  }
  await page.setViewportSize(sizes[0]);
}

export const screenFixtures: Fixtures<ScreenOptions & ScreenFixtures, object, { page: Page }> = {
  pictures: [undefined, { option: true }],

  checkScreen: async ({ page, pictures: folder }, run) => {
    await run(async (name, part) => {
      // A page whose code is still being loaded has no heading.
      if (!part) await page.locator('h1').filter({ visible: true }).first().waitFor();
      expect.soft(await overflow(page), `what is wider than the window on ${name}`).toBe(0);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        expect
          .soft(await findViolations(page, theme, part ?? page.locator('html')), `axe on ${name}, ${theme}`)
          .toEqual([]);
        if (folder !== undefined) await takePictures(page, { folder, name, theme });
      }
      await page.emulateMedia({ colorScheme: 'light' });
    });
  },

  takePicturesOf: async ({ page, pictures: folder }, run) => {
    await run(async (name, place) => {
      for (const theme of folder === undefined ? [] : themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        if (folder !== undefined) await takePictures(page, { folder, name, theme, place });
      }
      await page.emulateMedia({ colorScheme: 'light' });
    });
  },
};

/** Tests of screens of the shared app. */
export const test = base.extend<ScreenOptions & ScreenFixtures>(screenFixtures);

export { expect } from '../fixtures/shared-fixtures.ts';
