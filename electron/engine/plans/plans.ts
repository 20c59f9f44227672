import { randomUUID } from 'node:crypto';
import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import type { AwsAccess } from '../aws/aws-access.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Gathered } from './gather.ts';
import { gather } from './gather.ts';
import { createKnocks } from '../replication/upload/registry-door/knock-at-door.ts';
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
}

/** Plans that were looked at and left are forgotten in time. */
const mostHeld = 20;

export function createPlans(access: AwsAccess): Plans {
  const knockAtDoor = createKnocks();
  const held = new Map<string, PreparedPlan>();
  return {
    async create(request) {
      const gathered = await gather(access, request, knockAtDoor);
      const prepared = { plan: computePlan(randomUUID(), request, gathered), gathered };
      held.set(prepared.plan.id, prepared);
      const oldest = held.keys().next();
      if (held.size > mostHeld && !oldest.done) held.delete(oldest.value);
      return prepared;
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
