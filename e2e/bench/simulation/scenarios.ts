import pLimit from 'p-limit';
import { quotaRates } from '../../../electron/local-ecr/throttle/token-buckets.ts';
import type { SimulatedImage } from './simulated-images.ts';
import { createSimulatedEcr } from './simulated-ecr.ts';
import { createSimulatedProcess } from './simulated-process.ts';
import { createVirtualClock } from './virtual-clock.ts';

/**
 * `desktop`: one process copies 16 images at once, as the engine does. `map`: a Distributed Map, whose function copies one
 * image in each of its environments. Both take one image of each repository in turn, unless `byRepository`: then all images
 * of a repository follow one another.
 */
export type Scenario =
  | { readonly kind: 'desktop'; readonly bandwidth: number }
  | { readonly kind: 'map'; readonly concurrency: number; readonly byRepository?: boolean };

export interface ScenarioResult {
  /** Simulated seconds until the last image is there. */
  readonly seconds: number;
  readonly throttled: number;
  readonly sentBytes: number;
}

/** Images that one process copies at once, as in `run-plan.ts`. */
const desktopImagesAtOnce = 16;

/** Milliseconds. One of the two regions is far for every process. */
const roundTrip = 40;

/** Assumptions: AWS documents none of these. */
const lambda = {
  /** Bytes per second of one environment. */
  bandwidth: 75_000_000,
  /** Milliseconds of the first start of an environment. */
  coldStart: 1_500,
  /** Milliseconds of the state transitions of one item. */
  transitions: 150,
} as const;

/** The least seconds that PutImage's quota allows: every manifest is one call in its region. */
export function computeQuotaBound(images: readonly SimulatedImage[]): number {
  const puts = new Map<number, number>();
  for (const { region, manifests } of images) puts.set(region, (puts.get(region) ?? 0) + manifests);
  return Math.max(0, ...puts.values()) / (quotaRates['PutImage'] ?? 1);
}

/** One image of each group in turn. */
function interleave(
  images: readonly SimulatedImage[],
  group: (image: SimulatedImage) => number,
): readonly SimulatedImage[] {
  const queues = [...Map.groupBy(images, group).values()];
  const longest = Math.max(0, ...queues.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => queues.flatMap((queue) => queue[index] ?? [])).flat();
}

export async function simulateScenario(
  scenario: Scenario,
  images: readonly SimulatedImage[],
): Promise<ScenarioResult> {
  const clock = createVirtualClock();
  const ecr = createSimulatedEcr(clock.now);
  switch (scenario.kind) {
    case 'desktop': {
      const { bandwidth } = scenario;
      const app = createSimulatedProcess({ clock, ecr, roundTrip, bandwidth });
      const ordered = interleave(images, ({ repository }) => repository);
      const limit = pLimit(desktopImagesAtOnce);
      await clock.run(() => Promise.all(ordered.map((image) => limit(() => app.copyImage(image)))));
      return { seconds: clock.now() / 1000, throttled: ecr.calls.throttled, sentBytes: app.sentBytes };
    }
    case 'map': {
      const { bandwidth, coldStart, transitions } = lambda;
      const ordered = interleave(
        images,
        scenario.byRepository ? ({ region }) => region : ({ repository }) => repository,
      );
      let next = 0;
      const environments = Array.from({ length: scenario.concurrency }, () =>
        createSimulatedProcess({ clock, ecr, roundTrip, bandwidth }),
      );
      await clock.run(() =>
        Promise.all(
          environments.map(async (environment) => {
            await clock.wait(coldStart);
            for (let image = ordered[next++]; image; image = ordered[next++]) {
              await clock.wait(transitions);
              await environment.copyImage(image);
            }
          }),
        ),
      );
      return {
        seconds: clock.now() / 1000,
        throttled: ecr.calls.throttled,
        sentBytes: environments.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
      };
    }
  }
}
