import type { Page } from '@playwright/test';
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAwsHome } from '../../../electron/testing/aws-home/write-aws-home.ts';
import { build, production } from '../../accounts/test-accounts.ts';
import { buildIfStale } from '../../app/build-app.ts';
import { endApp, launchApp } from '../../app/launch.ts';
import { runtimeEnvironment, takeRuntime } from '../../app/runtime.ts';
import { whenReady } from '../../pages/ask.ts';
import { Workspace } from '../../pages/workspace.ts';
import type { PlanningRegistry, PlanningSetup } from '../planning/planning-registry.ts';
import { messageOf } from '../processes/next-message.ts';
import type { Figure } from '../report/figures-table.ts';

// Whether the window remains responsive with very many images in a repository: the longest time that it is blocked.

const images = 50_000;
/** Milliseconds. */
const longestBlock = 50;
const typed = 'v4999';

/** Collects how long each task of the page takes that takes more than 50 ms (Long Tasks API). */
const watchLongTasks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const tasks: number[] = [];
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ entryTypes: ['longtask'] });
    Object.assign(globalThis, {
      takeLongestTask: () => Math.max(0, ...tasks.splice(0)),
    });
  });

/** The longest task since the last call, in milliseconds; 0 when none took more than 50. */
const takeLongestTask = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        // The observer is called after the task.
        setTimeout(() => resolve(Number(Reflect.get(globalThis, 'takeLongestTask')())), 200);
      }),
  );

const blockFigure = (what: string, milliseconds: number): Figure => ({
  what: `window with ${images} images: ${what}, longest block`,
  limit: `${longestBlock} ms`,
  measured: milliseconds === 0 ? `under ${longestBlock} ms` : `${milliseconds.toFixed(0)} ms`,
  ok: milliseconds <= longestBlock,
});

async function measure(page: Page): Promise<readonly Figure[]> {
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await watchLongTasks(page);
  await takeLongestTask(page);
  const openedAt = performance.now();
  await workspace.openRepository('many');
  await workspace.images.getByRole('button', { name: /^Tag / }).first().waitFor({ timeout: 120_000 });
  const seconds = (performance.now() - openedAt) / 1000;
  const listing = await takeLongestTask(page);
  const field = page.getByRole('combobox', { name: 'Filter images' });
  await field.click();
  await field.pressSequentially(typed);
  await workspace.images.getByText(typed, { exact: true }).waitFor();
  const filtering = await takeLongestTask(page);
  await field.clear();
  await takeLongestTask(page);
  await workspace.images
    .getByRole('columnheader', { name: 'Size' })
    .getByRole('button')
    .first()
    .press('Enter');
  const sorting = await takeLongestTask(page);
  console.log(`list of ${images} images: ${seconds.toFixed(1)} s to the first row`);
  return [
    blockFigure('opening the repository', listing),
    blockFigure('typing in the filter', filtering),
    blockFigure('sorting', sorting),
  ];
}

export async function measureList(): Promise<readonly Figure[]> {
  buildIfStale();
  Object.assign(process.env, runtimeEnvironment(await takeRuntime(process.env)));
  const folder = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-list-'));
  const setup: PlanningSetup = { images, isThere: false, latencyMs: 0 };
  const registry = fork(join(import.meta.dirname, '..', 'planning', 'planning-registry.ts'), [
    JSON.stringify(setup),
  ]);
  try {
    const { endpoint } = await messageOf<PlanningRegistry>(registry);
    await writeAwsHome(folder, { profiles: [build, production], endpoint });
    const app = await launchApp({ home: folder, userData: join(folder, 'user-data') });
    try {
      const page = await app.firstWindow();
      await whenReady(page);
      return await measure(page);
    } finally {
      await endApp(app);
    }
  } finally {
    if (registry.connected) registry.disconnect();
    await rm(folder, { recursive: true });
  }
}
