import { randomUUID } from 'node:crypto';
import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { PlanInputs } from './gather-plan-inputs.ts';
import { gatherPlanInputs } from './gather-plan-inputs.ts';
import { createRegistryPings } from '../oci-registry/ping-registry.ts';
import { computePlan } from './compute-plan.ts';

/** A plan together with what it was computed from, so that executing it asks nothing anew. */
export interface PreparedPlan {
  readonly plan: Plan;
  readonly inputs: PlanInputs;
}

export interface Plans {
  /** Asks both registries and computes; writes nothing. */
  create(request: ReplicationRequest): Promise<PreparedPlan>;
  /** The very plan that was shown. @throws EngineError `plan-outdated` when it is held no more. */
  get(id: string): PreparedPlan;
  /** Holds a plan until it is released, however many others are made. */
  pin(id: string): void;
  unpin(id: string): void;
}

/** Plans that were looked at and left are forgotten in time. */
const maxHeld = 20;

export function createPlans(access: AwsAccess): Plans {
  const pingRegistry = createRegistryPings();
  const held = new Map<string, PreparedPlan>();
  const wanted = new Set<string>();
  const forgetOldest = (): void => {
    const loose = [...held.keys()].filter((id) => !wanted.has(id));
    for (const id of loose.slice(0, Math.max(0, loose.length - maxHeld))) held.delete(id);
  };
  return {
    async create(request) {
      const inputs = await gatherPlanInputs(access, request, pingRegistry);
      const prepared = { plan: computePlan(randomUUID(), request, inputs), inputs };
      held.set(prepared.plan.id, prepared);
      forgetOldest();
      return prepared;
    },
    pin: (id) => void wanted.add(id),
    unpin(id) {
      wanted.delete(id);
      forgetOldest();
    },
    get(id) {
      const prepared = held.get(id);
      if (prepared) return prepared;
      throw new EngineError({
        code: 'plan-outdated',
        message: 'This plan is no longer held. Look at the plan again.',
        retryable: false,
        action: 'plan-again',
      });
    },
  };
}
