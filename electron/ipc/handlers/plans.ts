import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';
import { collectArchived, startRestore } from '../../engine/plan/restore-archived.ts';
import { assertSourceUnprotected } from '../../engine/transfers/account-protection.ts';

export const createPlanHandlers = ({
  plans,
  protection,
}: Pick<Services, 'plans' | 'protection'>): HandlersOf<'plans'> => ({
  'plans.create': async (request) => (await plans.create(request)).plan,
  'plans.read': async ({ planId }) => plans.get(planId).plan,
  'plans.restoreArchived': async ({ planId }) => {
    const { plan, inputs } = plans.get(planId);
    assertSourceUnprotected(plan.source.registryId, protection());
    await startRestore(inputs.source.handle, collectArchived(plan));
    return null;
  },
});
