import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';
import { runPreflight } from '../../engine/preflight/run-preflight.ts';

export const createPreflightHandlers = ({
  access,
  plans,
}: Pick<Services, 'access' | 'plans'>): HandlersOf<'preflight'> => ({
  'preflight.run': async ({ planId }) => runPreflight(access, plans.get(planId)),
});
