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

// Whether the window remains responsive with very many profiles, repositories and images: how long a click takes, and the longest
// time that the window is blocked.

const images = 50_000;
/** Milliseconds. */
const longestBlock = 50;
const typed = 'v4999';
const profiles = 300;
const typedProfile = 'account-297';
const repositories = 5_000;
const fewerImages = 10_000;
/** Milliseconds. */
const longestOpening = 1_000;

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
  what: `${what}, longest block`,
  limit: `${longestBlock} ms`,
  measured: milliseconds === 0 ? `under ${longestBlock} ms` : `${milliseconds.toFixed(0)} ms`,
  ok: milliseconds <= longestBlock,
});

/**
 * How long it takes from the last click until an element is painted, in milliseconds. Measured within the page, because a locator
 * with a role computes the names of thousands of elements.
 */
async function timeClick(page: Page, selector: string, click: () => Promise<unknown>): Promise<number> {
  const painted = page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        let clickedAt: number | undefined;
        document.addEventListener('click', () => (clickedAt = performance.now()), { capture: true });
        const look = (): void => {
          const since = clickedAt;
          if (since === undefined || !document.querySelector(wanted)) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)));
        };
        look();
      }),
    selector,
  );
  await click();
  return painted;
}

const clickFigure = (what: string, milliseconds: number): Figure => ({
  what: `from the click to ${what}`,
  limit: `${longestOpening} ms`,
  measured: `${milliseconds.toFixed(0)} ms`,
  ok: milliseconds <= longestOpening,
});

const firstTag = '[aria-label="Images"] [aria-label^="Tag "]';

async function measureOpening(page: Page, workspace: Workspace): Promise<readonly Figure[]> {
  const opened = await timeClick(page, '[role=dialog] [role=gridcell]', () =>
    workspace.profileField('Source').click(),
  );
  await takeLongestTask(page);
  // The list is opened with its search field focused.
  await page.keyboard.type(typedProfile);
  await page.getByRole('row', { name: typedProfile }).waitFor();
  const searching = await takeLongestTask(page);
  await page.keyboard.press('Escape');
  const choosing = await timeClick(page, '[aria-label="Repositories"] a', () =>
    workspace.chooseProfile('Source', build),
  );
  await workspace.filterRepositories('other/0');
  await takeLongestTask(page);
  const field = page.getByRole('searchbox', { name: 'Filter repositories' });
  await field.clear();
  await field.pressSequentially('other/4');
  await workspace.repositories.getByRole('link', { name: 'other/4', exact: true }).waitFor();
  const typing = await takeLongestTask(page);
  await workspace.filterRepositories('other/0');
  const opening = await timeClick(page, firstTag, () => workspace.openRepository('other/0'));
  await page.getByRole('link', { name: 'Repositories' }).click();
  await workspace.filterRepositories('many');
  return [
    clickFigure(`a list of ${profiles} profiles`, opened),
    blockFigure(`window with ${profiles} profiles: typing in their list`, searching),
    clickFigure(`the first of ${repositories} repositories`, choosing),
    blockFigure(`window with ${repositories} repositories: typing in the filter`, typing),
    clickFigure(`the first of ${fewerImages} images`, opening),
  ];
}

async function measureMany(page: Page, workspace: Workspace): Promise<readonly Figure[]> {
  await takeLongestTask(page);
  const milliseconds = await timeClick(page, firstTag, () => workspace.openRepository('many'));
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
  console.log(`list of ${images} images: ${(milliseconds / 1000).toFixed(1)} s to the first row`);
  return [
    blockFigure(`window with ${images} images: opening the repository`, listing),
    blockFigure(`window with ${images} images: typing in the filter`, filtering),
    blockFigure(`window with ${images} images: sorting`, sorting),
  ];
}

export async function measureList(): Promise<readonly Figure[]> {
  buildIfStale();
  Object.assign(process.env, runtimeEnvironment(await takeRuntime(process.env)));
  const folder = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-list-'));
  const setup: PlanningSetup = {
    images,
    isThere: false,
    latencyMs: 0,
    others: { repositories: repositories - 1, images: fewerImages },
  };
  const registry = fork(join(import.meta.dirname, '..', 'planning', 'planning-registry.ts'), [
    JSON.stringify(setup),
  ]);
  try {
    const { endpoint } = await messageOf<PlanningRegistry>(registry);
    const others = Array.from({ length: profiles - 2 }, (_, index) => ({
      ...build,
      name: `account-${index}`,
    }));
    await writeAwsHome(folder, { profiles: [build, production, ...others], endpoint });
    const app = await launchApp({ home: folder, userData: join(folder, 'user-data') });
    try {
      const page = await app.firstWindow();
      await whenReady(page);
      await watchLongTasks(page);
      const workspace = new Workspace(page);
      return [...(await measureOpening(page, workspace)), ...(await measureMany(page, workspace))];
    } finally {
      await endApp(app);
    }
  } finally {
    if (registry.connected) registry.disconnect();
    await rm(folder, { recursive: true });
  }
}
