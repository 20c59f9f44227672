import { EngineError } from '../../../electron/engine/errors/engine-error.ts';
import { EcrError } from '../../../electron/local-ecr/registry/ecr-error.ts';
import { quotaRates, TokenBuckets } from '../../../electron/local-ecr/throttle/token-buckets.ts';
import type { SimulatedLayer } from './simulated-images.ts';

/** ECR of one account in several regions, with its quotas and with what the destination has. */
export interface SimulatedEcr {
  /** @throws EngineError `throttled` when the quota of the region is used up. */
  call(operation: string, region: string): void;
  readonly stored: Set<SimulatedLayer>;
  /** Calls that ECR answered, and that it throttled. */
  readonly calls: { answered: number; throttled: number };
}

/** @param now milliseconds of a monotonic clock. */
export function createSimulatedEcr(now: () => number): SimulatedEcr {
  const buckets = new TokenBuckets(quotaRates, now);
  const calls = { answered: 0, throttled: 0 };
  return {
    stored: new Set(),
    calls,
    call(operation, region) {
      try {
        buckets.take(operation, 'account', region);
        calls.answered += 1;
      } catch (error) {
        if (!(error instanceof EcrError)) throw error;
        calls.throttled += 1;
        throw new EngineError({ code: 'throttled', message: error.message, retryable: true });
      }
    },
  };
}
