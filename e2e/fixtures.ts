import type { ChildProcess } from 'node:child_process';
import type { ElectronApplication, Page, TestInfo } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalEcr, LocalEcrOptions } from '../electron/local-ecr/local-ecr.ts';
import { startLocalEcr } from '../electron/local-ecr/local-ecr.ts';
import type { NetworkShape } from '../electron/local-ecr/network/network-shape.ts';
import type { FixtureHome } from '../electron/testing/aws-home/fixture-profile.ts';
import { writeAwsHome } from '../electron/testing/aws-home/write-aws-home.ts';
import { endApp, launchApp } from './launch.ts';
import type { Home } from './aws-home.ts';
import { SharedApp } from './shared-app.ts';
import { accounts, build, production, regions } from './test-accounts.ts';
import { watchPage, watchProcess } from './watched-app.ts';

export interface Options {
  /** The profiles in `~/.aws`; with none there are no files either. */
  readonly profiles: FixtureHome['profiles'];
  /** What else is in `~/.aws/config`. */
  readonly sections: Pick<FixtureHome, 'sessions' | 'services'>;
  /** Other accounts than the two, roles, users of IAM Identity Center, certificates. */
  readonly ecrOptions: Partial<LocalEcrOptions>;
  /** Arguments to start the app with. */
  readonly appArguments: readonly string[];
  /** What the app's environment holds besides the home folder. */
  readonly environment: Readonly<Record<string, string>>;
  /** Latency and bandwidth of the way to the ECR; as fast as it goes when left out. */
  readonly network: NetworkShape | undefined;
  /** Errors on the page's console that a test brings about; any other one fails it. */
  readonly expectedErrors: readonly RegExp[];
}

export interface Fixtures {
  /** An ECR of two accounts and two regions, empty, unless `ecrOptions` say otherwise. */
  readonly ecr: LocalEcr;
  readonly home: Home;
  /** Starts the app in that home, again too. Each is ended, and its errors fail the test. */
  readonly openApp: () => Promise<ElectronApplication>;
  readonly app: ElectronApplication;
  /** The window of `app`. */
  readonly page: Page;
}

export interface WorkerFixtures {
  /** For the tests of shared-fixtures.ts; it is here so that Playwright runs both kinds in the same workers. */
  readonly sharedApp: SharedApp;
}

/** Attaches a picture of the window to the report of a test that failed. */
export async function attachScreenshot(page: Page, testInfo: TestInfo): Promise<void> {
  if (testInfo.status === testInfo.expectedStatus || page.isClosed()) return;
  const body = await page.screenshot({ timeout: 5_000 }).catch(() => undefined);
  if (body) await testInfo.attach('window', { body, contentType: 'image/png' });
}

/** Attaches what the main processes of a test that failed said. */
export async function attachOutput(outputs: readonly (() => string)[], testInfo: TestInfo): Promise<void> {
  if (testInfo.status === testInfo.expectedStatus) return;
  const body = outputs.map((output) => output()).join('\n');
  await testInfo.attach('main process', { body, contentType: 'text/plain' });
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  sharedApp: [
    async ({ browserName: _browserName }, run) => {
      const shared = new SharedApp();
      await run(shared);
      await shared.close();
    },
    { scope: 'worker' },
  ],

  profiles: [[build, production], { option: true }],
  sections: [{}, { option: true }],
  ecrOptions: [{}, { option: true }],
  appArguments: [[], { option: true }],
  environment: [{}, { option: true }],
  expectedErrors: [[], { option: true }],

  network: [undefined, { option: true }],

  ecr: async ({ network, ecrOptions }, run) => {
    const ecr = await startLocalEcr({ accounts, regions, ...(network && { network }), ...ecrOptions });
    await run(ecr);
    await ecr.close();
  },

  home: async ({ ecr, profiles, sections }, run) => {
    const path = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-e2e-'));
    const userData = join(path, 'user-data');
    await mkdir(userData);
    if (profiles.length > 0) await writeAwsHome(path, { profiles, ...sections, endpoint: ecr.endpoint });
    await run({ path, userData });
    await rm(path, { recursive: true, force: true, maxRetries: 5 });
  },

  openApp: async ({ home, appArguments, environment, expectedErrors }, run, testInfo) => {
    const opened = new Map<ElectronApplication, ChildProcess>();
    const errors: string[] = [];
    const outputs: (() => string)[] = [];
    await run(async () => {
      const app = await launchApp({
        home: home.path,
        userData: home.userData,
        args: appArguments,
        env: environment,
      });
      opened.set(app, app.process());
      outputs.push(watchProcess(app, errors));
      app.on('window', (page) => watchPage(page, errors));
      app.windows().forEach((page) => watchPage(page, errors));
      return app;
    });
    for (const page of [...opened.keys()].flatMap((app) => app.windows()))
      await attachScreenshot(page, testInfo);
    await Promise.all([...opened].map(([app, process]) => endApp(app, process)));
    await attachOutput(outputs, testInfo);
    expect(errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)))).toEqual([]);
  },

  app: async ({ openApp }, run) => {
    await run(await openApp());
  },

  page: async ({ app }, run) => {
    const page = await app.firstWindow();
    await page.waitForLoadState('load');
    await run(page);
  },
});

export { expect } from '@playwright/test';
