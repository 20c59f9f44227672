import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { replicationRequestSchema } from '../../../shared/models/plan.ts';
import { buildIfStale } from '../../app/build-app.ts';
import { endApp, launchApp } from '../../app/launch.ts';
import { ask, whenReady } from '../../pages/ask.ts';
import { runtimeEnvironment, takeRuntime } from '../../app/runtime.ts';
import { build, production } from '../../accounts/test-accounts.ts';
import type { Bench } from '../cases/run-case.ts';
import type { Figure } from '../report/figures-table.ts';
import type { ResidentMemory } from './resident-memory.ts';
import { largestWindowMemory, residentMemory } from './resident-memory.ts';
import { watchWindow } from './watch-window.ts';
import type { WindowFigures } from './watch-window.ts';

// Whether the window is responsive during a large transfer: scrolled and clicked during the copy, compared with a small one.

const layersPerImage = 20;
/** Bytes of a layer; only the number of layers matters. */
const layerSize = 2000;
/** Bytes of resident memory. */
const largestMain = 180_000_000;
const largestWindow = 250_000_000;
/** Milliseconds: two frames of a display with 60 a second. */
const longestFrame = 33;

interface AppFigures extends WindowFigures {
  readonly main: ResidentMemory;
  readonly window: ResidentMemory;
}

/** Milliseconds in which V8 collects what a copy left; it does so when a process has little to do. */
const collectedWithin = 60_000;

/** The memory of both processes once it is within its limits, or after a minute. */
async function settledMemory(pid: number): Promise<Pick<AppFigures, 'main' | 'window'>> {
  const startedAt = performance.now();
  for (;;) {
    const [main, window] = [await residentMemory(pid), await largestWindowMemory(pid)];
    const isWithin = main.total <= largestMain && window.total <= largestWindow;
    if (isWithin || performance.now() - startedAt > collectedWithin) return { main, window };
    await delay(1_000);
  }
}

async function windowWith(
  bench: Pick<Bench, 'registry' | 'folder'>,
  imageCount: number,
): Promise<AppFigures> {
  const { registry, folder } = bench;
  const repository = `window/${imageCount}`;
  const images = await registry.seed(
    repository,
    Array.from({ length: imageCount }, (_image, image) => ({
      layers: Array.from(
        { length: layersPerImage },
        (_layer, layer) => [`${repository} ${image} ${layer}`, layerSize] as const,
      ),
      tags: [`v${image + 1}`],
    })),
  );
  await registry.prepare(repository, repository, false);
  const app = await launchApp({ home: folder, userData: join(folder, `window-${imageCount}`) });
  try {
    const page = await app.firstWindow();
    await whenReady(page);
    // The network is slow enough for the copy to continue while the window is measured.
    await registry.shape({ latencyMs: 250 });
    const { id: planId } = await ask(
      page,
      'plans.create',
      replicationRequestSchema.parse({
        source: { profile: build.name, region: build.region, repositoryName: repository },
        destination: {
          profile: production.name,
          region: production.region,
          repositoryName: repository,
          createRepository: false,
        },
        images: images.map(({ digest, tags }) => ({ digest, sourceTags: tags, destinationTags: tags })),
      }),
    );
    await ask(page, 'transfers.start', { planId });
    await page.getByRole('button', { name: /^Transfers/ }).click();
    const figures = await watchWindow(page);
    const [transfer] = await ask(page, 'transfers.list');
    if (transfer?.state.kind !== 'running') throw new Error('The copy ended before the window was measured.');
    const pid = await app.evaluate(() => process.pid);
    await registry.shape({});
    await page.getByText('Replicated', { exact: true }).first().waitFor({ timeout: 300_000 });
    return { ...figures, ...(await settledMemory(pid)) };
  } finally {
    await endApp(app);
    await registry.shape({});
  }
}

const at = (ascending: readonly number[], share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))] ?? Number.NaN;

const memoryFigure = (what: string, limit: number, { total, files }: ResidentMemory): Figure => ({
  what: `resident memory of the ${what} once it has replicated 500 × 20 layers, MB`,
  limit: `at most ${limit / 1e6}`,
  measured: `${(total / 1e6).toFixed(0)}, of which ${(files / 1e6).toFixed(0)} of files`,
  ok: total <= limit,
});

const ratioFigure = (
  what: string,
  limit: number,
  pick: (figures: WindowFigures) => number,
  large: WindowFigures,
  small: WindowFigures,
): Figure => {
  const ratio = pick(large) / pick(small);
  return { what, limit: `at most ${limit}`, measured: ratio.toFixed(2), ok: ratio <= limit };
};

/** Compares the window with 500 images of 20 layers with the window of a twenty-fifth of them. */
export async function measureWindow(bench: Pick<Bench, 'registry' | 'folder'>): Promise<readonly Figure[]> {
  buildIfStale();
  Object.assign(process.env, runtimeEnvironment(await takeRuntime(process.env)));
  const [small, large] = [await windowWith(bench, 20), await windowWith(bench, 500)];
  const versus = '500 × 20 layers ÷ 20 × 20, while copying';
  return [
    ratioFigure(
      `frames apart while scrolling, median: ${versus}`,
      1.1,
      ({ frames }) => at(frames, 0.5),
      large,
      small,
    ),
    ratioFigure('the same, 95th of 100', 1.5, ({ frames }) => at(frames, 0.95), large, small),
    {
      what: 'frames apart while scrolling with 500 × 20 layers, 95th of 100',
      limit: `at most ${longestFrame} ms`,
      measured: `${at(large.frames, 0.95).toFixed(0)} ms`,
      ok: at(large.frames, 0.95) <= longestFrame,
    },
    ratioFigure('opening a row, median', 1.5, ({ answers }) => at(answers, 0.5), large, small),
    memoryFigure('main process', largestMain, large.main),
    memoryFigure('window', largestWindow, large.window),
  ];
}
