import type { ElectronApplication, Page } from '@playwright/test';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalEcr } from '../electron/local-ecr/local-ecr.ts';
import { startLocalEcr } from '../electron/local-ecr/local-ecr.ts';
import { writeAwsHome } from '../electron/testing/aws-home/write-aws-home.ts';
import { settingsSchema } from '../shared/models/settings.ts';
import type { Home } from './aws-home.ts';
import { endApp, launchApp } from './launch.ts';
import { answerDialogs } from './pages/answer-dialogs.ts';
import { ask, whenReady } from './pages/ask.ts';
import { accounts, build, production, regions } from './test-accounts.ts';
import { watchPage, watchProcess } from './watched-app.ts';

/** An app, its only window, its home folder and the ECR that its two profiles lead to. */
export interface RunningApp {
  readonly ecr: LocalEcr;
  readonly home: Home;
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the main process has said so far. */
  readonly output: () => string;
}

/** Everything that a test changes by using the app, without what it takes to start one: transfers, history, settings. */
async function resetApp(page: Page): Promise<void> {
  const { demo } = await ask(page, 'profiles.list');
  // Ends the demo's transfers too.
  if (demo) await ask(page, 'demo.stop');
  for (const { id } of await ask(page, 'bulks.list')) await ask(page, 'bulks.remove', { bulkId: id });
  for (const { id: transferId } of await ask(page, 'transfers.list')) {
    await ask(page, 'transfers.cancel', { transferId });
    await ask(page, 'transfers.remove', { transferId });
  }
  await ask(page, 'history.clear');
  const { version: _version, ...defaults } = settingsSchema.parse({});
  await ask(page, 'settings.change', defaults);
}

/**
 * One app for many tests, one after another: started when it is first asked for, and again when a test has ended it.
 * A test that needs other profiles, arguments or files, or changes what the main process does, starts its own
 * (fixtures.ts).
 */
export class SharedApp {
  #running: RunningApp | undefined;
  #size: { readonly width: number; readonly height: number } | undefined;
  /** What went wrong since the last test began. */
  readonly errors: string[] = [];

  /** @returns the app as if it had just been started, on the demo registries where these are asked for. */
  async take({ demo = false } = {}): Promise<RunningApp> {
    const running = await this.#reset();
    const taken = running ?? (await this.#start());
    await answerDialogs(taken.app, {});
    if (demo) await ask(taken.page, 'demo.start');
    if (running || demo) {
      await taken.page.reload();
      await whenReady(taken.page);
    }
    this.errors.length = 0;
    return taken;
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return;
    await endApp(running.app);
    await running.ecr.close();
    await rm(running.home.path, { recursive: true, force: true, maxRetries: 5 });
  }

  /** @returns the running app without anything of an earlier test; undefined where none runs. */
  async #reset(): Promise<RunningApp | undefined> {
    const running = this.#running;
    if (!running || running.page.isClosed()) {
      await this.close();
      return undefined;
    }
    const { ecr, page } = running;
    for (const { principals = [] } of accounts)
      for (const { arn } of principals) ecr.faults.renewCredentials(arn);
    await ecr.reset();
    await resetApp(page);
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
    if (page.viewportSize() && this.#size) await page.setViewportSize(this.#size);
    return running;
  }

  async #start(): Promise<RunningApp> {
    const ecr = await startLocalEcr({ accounts, regions });
    const path = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-e2e-'));
    const home = { path, userData: join(path, 'user-data') };
    await mkdir(home.userData);
    await writeAwsHome(path, { profiles: [build, production], endpoint: ecr.endpoint });
    const app = await launchApp({ home: path, userData: home.userData });
    const output = watchProcess(app, this.errors);
    const page = await app.firstWindow();
    watchPage(page, this.errors);
    await whenReady(page);
    this.#size = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    this.#running = { ecr, home, app, page, output };
    return this.#running;
  }
}
