import type { AccountProtection } from '../../../shared/models/account.ts';
import { confirmationOf } from '../../../shared/models/account.ts';
import type { AwsAccess } from '../../engine/aws/clients/aws-access.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import { collectArchived, startRestore } from '../../engine/plan/restore-archived.ts';
import { runPreflight } from '../../engine/preflight/run-preflight.ts';
import type { RequestHandlers } from '../answer-request.ts';

interface PlanPorts {
  readonly access: AwsAccess;
  readonly plans: Plans;
  readonly protection: () => AccountProtection;
}

/** No name is asked for at the source: what is archived there can be restored in ECR. */
function assertNotProtected(accountId: string, protection: AccountProtection): void {
  if (confirmationOf(accountId, protection) === undefined) return;
  throw new EngineError({
    code: 'account-protected',
    message: `Account ${accountId} of the source is protected, or the protected accounts are unknown: nothing is restored there. Restore the images in ECR, then check again.`,
    side: 'source',
    retryable: false,
    action: 'plan-again',
  });
}

type PlanHandlers = Pick<RequestHandlers, 'plans.create' | 'plans.restoreArchived' | 'preflight.run'>;

/** Plans, and what is found out and put right before one starts. */
export const createPlanHandlers = ({ access, plans, protection }: PlanPorts): PlanHandlers => ({
  'plans.create': async (request) => (await plans.create(request)).plan,
  'plans.restoreArchived': async ({ planId }) => {
    const { plan, inputs } = plans.get(planId);
    assertNotProtected(plan.source.registryId, protection());
    await startRestore(inputs.source.handle, collectArchived(plan));
    return null;
  },
  'preflight.run': async ({ planId }) => runPreflight(access, plans.get(planId)),
});
