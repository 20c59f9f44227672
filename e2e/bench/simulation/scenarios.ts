import pLimit from 'p-limit';
import type { RetryPolicy } from '../../../electron/engine/async/retry.ts';
import { countAttempts } from '../../../electron/engine/async/retry.ts';
import { functionRetry } from '../../../electron/engine/aws-stack/definition/retry-rules.ts';
import { orderItems } from '../../../electron/engine/aws-stack/order-items.ts';
import { EngineError, hasCode } from '../../../electron/engine/errors/engine-error.ts';
import { temporaryErrorName } from '../../../shared/models/work-result.ts';
import { quotaRates } from '../../../electron/local-ecr/throttle/token-buckets.ts';
import type { SimulatedImage } from './simulated-images.ts';
import { createSimulatedEcr } from './simulated-ecr.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import { createSimulatedProcess } from './simulated-process.ts';
import { createVirtualClock } from './virtual-clock.ts';

/**
 * In which order a Distributed Map copies the images: as the export writes its items, the largest first without regard to
 * repositories, or one repository after another.
 */
export type ItemOrder = 'exported' | 'largest-first' | 'by-repository';

/**
 * `desktop`: one process copies 16 images at once, as the engine does. `map`: a Distributed Map, whose function copies one
 * image in each of its environments.
 */
export type Scenario =
  | { readonly kind: 'desktop'; readonly bandwidth: number }
  | { readonly kind: 'map'; readonly concurrency: number; readonly order: ItemOrder };

export interface ScenarioResult {
  /** Simulated seconds until the last image is there. */
  readonly seconds: number;
  readonly throttled: number;
  /** Invocations that used up their retries, after which the state machine repeated the item. */
  readonly repeated: number;
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

/** @returns false when the retries of a throttled call are used up. */
async function isCopied(environment: SimulatedProcess, image: SimulatedImage): Promise<boolean> {
  try {
    await environment.copyImage(image);
    return true;
  } catch (error) {
    if (!hasCode(error, 'throttled')) throw error;
    return false;
  }
}

/** The retries of the exported state machine for an item with a temporary failure, with jitter as there. */
const temporaryRule = functionRetry.find(({ ErrorEquals }) => ErrorEquals.includes(temporaryErrorName));
const stateMachineRetries: RetryPolicy = {
  attempts: (temporaryRule?.MaxAttempts ?? 0) + 1,
  firstWait: 1000 * (temporaryRule?.IntervalSeconds ?? 0),
  longestWait: 1000 * (temporaryRule?.MaxDelaySeconds ?? 0),
};

const usedUpRetries = new EngineError({ code: 'throttled', message: 'Rate exceeded', retryable: true });

/** The least seconds that PutImage's quota allows: every manifest is one call in its region. */
export function computeQuotaBound(images: readonly SimulatedImage[]): number {
  const puts = new Map<number, number>();
  for (const { region, manifests } of images) puts.set(region, (puts.get(region) ?? 0) + manifests);
  return Math.max(0, ...puts.values()) / (quotaRates['PutImage'] ?? 1);
}

const countBytes = ({ layers }: SimulatedImage): number => layers.reduce((sum, { size }) => sum + size, 0);

const orderBy = (
  images: readonly SimulatedImage[],
  group: (image: SimulatedImage) => number,
  size: (image: SimulatedImage) => number,
): readonly SimulatedImage[] => orderItems(images, { repository: (image) => String(group(image)), size });

function orderImages(images: readonly SimulatedImage[], order: ItemOrder): readonly SimulatedImage[] {
  switch (order) {
    case 'exported':
      return orderBy(images, ({ repository }) => repository, countBytes);
    case 'largest-first':
      return images.toSorted((a, b) => countBytes(b) - countBytes(a));
    case 'by-repository':
      // The regions in turn, so that the quotas of all of them are used from the start.
      return orderBy(
        images,
        ({ region }) => region,
        () => 0,
      );
  }
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
      const ordered = orderImages(images, 'by-repository');
      const limit = pLimit(desktopImagesAtOnce);
      await clock.run(() => Promise.all(ordered.map((image) => limit(() => app.copyImage(image)))));
      return {
        seconds: clock.now() / 1000,
        throttled: ecr.calls.throttled,
        repeated: 0,
        sentBytes: app.sentBytes,
      };
    }
    case 'map': {
      const { bandwidth, coldStart, transitions } = lambda;
      const ordered = orderImages(images, scenario.order);
      let next = 0;
      let repeated = 0;
      const environments = Array.from({ length: scenario.concurrency }, () =>
        createSimulatedProcess({ clock, ecr, roundTrip, bandwidth }),
      );
      await clock.run(() =>
        Promise.all(
          environments.map(async (environment) => {
            await clock.wait(coldStart);
            for (let image = ordered[next++]; image; image = ordered[next++]) {
              await clock.wait(transitions);
              const attempts = countAttempts(stateMachineRetries);
              while (!(await isCopied(environment, image))) {
                repeated += 1;
                await clock.wait(attempts.countFailure(usedUpRetries, false));
              }
            }
          }),
        ),
      );
      return {
        seconds: clock.now() / 1000,
        throttled: ecr.calls.throttled,
        repeated,
        sentBytes: environments.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
      };
    }
  }
}
