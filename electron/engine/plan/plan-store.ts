import { randomUUID } from 'node:crypto';
import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import { EngineError } from '../errors/engine-error.ts';
import { createRegistryPings } from '../oci-registry/ping-registry.ts';
import { computePlan } from './compute-plan.ts';
import { gatherPlanInputs } from './gather-plan-inputs.ts';
import type { PlanInputs } from './plan-inputs.ts';
import type { SharedReads } from './shared-reads.ts';
import { createSharedReads } from './shared-reads.ts';

/** A plan with its inputs, so that a run does not read them again. */
export interface PreparedPlan {
  readonly plan: Plan;
  readonly inputs: PlanInputs;
}

/** Makes plans and caches them until they are run. */
export interface Plans {
  /**
   * Reads both registries and computes a plan. Changes nothing at AWS.
   *
   * @param reads shared by plans of the same repositories that are made before any of them is run.
   * @throws EngineError with the side it concerns, when a registry cannot be read.
   */
  create(request: ReplicationRequest, reads?: SharedReads): Promise<PreparedPlan>;
  /**
   * Returns a cached plan.
   *
   * @throws EngineError `plan-outdated` when the plan is no longer cached.
   */
  get(id: string): PreparedPlan;
  /** Keeps a plan in the cache until it is unpinned. */
  pin(id: string): void;
  unpin(id: string): void;
}

/** Plans that are cached without being pinned; the oldest is evicted first. */
const maxUnpinned = 20;
/** Images of those plans together, because the manifests of a large plan take much memory. */
const maxUnpinnedImages = 2_000;

/** Creates an empty cache of plans. Its plans share the results of pings of registry endpoints. */
export function createPlans(access: AwsAccess): Plans {
  const pingRegistry = createRegistryPings();
  const cache = new Map<string, PreparedPlan>();
  const pinned = new Set<string>();
  const evictOldest = (): void => {
    const [, ...older] = [...cache.values()].filter(({ plan }) => !pinned.has(plan.id)).toReversed();
    let images = 0;
    for (const [index, { plan }] of older.entries()) {
      images += plan.images.length;
      if (index + 2 > maxUnpinned || images > maxUnpinnedImages) cache.delete(plan.id);
    }
  };
  return {
    async create(request, reads = createSharedReads()) {
      const inputs = await gatherPlanInputs(access, request, pingRegistry, reads);
      const prepared = { plan: computePlan(randomUUID(), request, inputs), inputs };
      cache.set(prepared.plan.id, prepared);
      evictOldest();
      return prepared;
    },
    pin: (id) => void pinned.add(id),
    unpin(id) {
      pinned.delete(id);
      evictOldest();
    },
    get(id) {
      const prepared = cache.get(id);
      if (prepared) return prepared;
      throw new EngineError({
        code: 'plan-outdated',
        message: 'This plan is no longer available. Review the plan again.',
        retryable: false,
        action: 'plan-again',
      });
    },
  };
}
