import type { HandlersOf } from '../../../shared/ipc.ts';
import { planFileName, toPlanDocument } from '../../../shared/text/plan-document.ts';
import { printableJson } from '../../../shared/text/printable.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';
import type { Services } from '../../app/services.ts';
import { restoreForPlan } from '../../engine/plan/restore-archived.ts';

export const createPlanHandlers = ({
  plans,
  protection,
  saveText,
}: Pick<Services, 'plans' | 'protection'> & Pick<Desktop, 'saveText'>): HandlersOf<'plans'> => ({
  'plans.create': async (request) => (await plans.create(request)).plan,
  'plans.read': async ({ planId }) => plans.get(planId).plan,
  'plans.save': async ({ planId }) => {
    const { plan } = plans.get(planId);
    // One line like that of the command line, so that the same tools read both.
    const text = `${printableJson(JSON.stringify(toPlanDocument(plan)))}\n`;
    return saveText({ name: planFileName(plan), text, format: 'json' });
  },
  'plans.restoreArchived': async ({ planId }) => {
    await restoreForPlan(plans.get(planId), protection());
    return null;
  },
});
