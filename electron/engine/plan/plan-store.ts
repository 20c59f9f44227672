import { randomUUID } from 'node:crypto';
import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Gathered } from './gather.ts';
import { gather } from './gather.ts';
import { createKnocks } from '../oci-registry/ping-registry.ts';
import { computePlan } from './compute-plan.ts';

/** A plan together with what it was computed from, so that executing it asks nothing anew. */
export interface PreparedPlan {
  readonly plan: Plan;
  readonly gathered: Gathered;
}

export interface Plans {
  /** Asks both registries and computes; writes nothing. */
  create(request: ReplicationRequest): Promise<PreparedPlan>;
  /** The very plan that was shown. @throws EngineError `plan-outdated` when it is held no more. */
  get(id: string): PreparedPlan;
  /** Holds a plan until it is released, however many others are made. */
  hold(id: string): void;
  release(id: string): void;
}

/** Plans that were looked at and left are forgotten in time. */
const mostHeld = 20;

export function createPlans(access: AwsAccess): Plans {
  const knockAtDoor = createKnocks();
  const held = new Map<string, PreparedPlan>();
  const wanted = new Set<string>();
  const forgetOldest = (): void => {
    const loose = [...held.keys()].filter((id) => !wanted.has(id));
    for (const id of loose.slice(0, Math.max(0, loose.length - mostHeld))) held.delete(id);
  };
  return {
    async create(request) {
      const gathered = await gather(access, request, knockAtDoor);
      const prepared = { plan: computePlan(randomUUID(), request, gathered), gathered };
      held.set(prepared.plan.id, prepared);
      forgetOldest();
      return prepared;
    },
    hold: (id) => void wanted.add(id),
    release(id) {
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
