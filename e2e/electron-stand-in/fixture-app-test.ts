import type { ElectronApplication, Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endApp, launchApp } from '../app/launch.ts';

interface Fixtures {
  readonly home: string;
  readonly app: ElectronApplication;
  readonly page: Page;
}

interface WorkerFixtures {
  /** For the tests that neither end the app nor count its events; here, so that both kinds run in the same workers. */
  readonly sharedApp: ElectronApplication;
}

/** The small app. */
export const folder = join(import.meta.dirname, 'fixture-app');
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

/**
 * Shows the behavior of Electron that the app relies on with a small app: each test starts its own. Runs with Electron and
 * with the stand-in, to compare the two.
 */
export const testWithOwnApp = base.extend<Fixtures, WorkerFixtures>({
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
export const test = testWithOwnApp.extend({
  app: ({ sharedApp }, run) => run(sharedApp),
  page: async ({ app }, run) => {
    const page = await shownPage(app);
    const loaded = page.waitForEvent('load');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
    await loaded;
    await run(page);
  },
});

/** What the main process recorded so far. */
export const seen = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);

/** What the preload script of the small app exposes. */
export interface FixtureWindow {
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

export { expect } from '@playwright/test';
