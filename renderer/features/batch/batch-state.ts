import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { formatCount } from '../../../shared/format/counts.ts';
import type { BatchRow, PlanSummary } from '../../../shared/models/batch.ts';
import { assertNever } from '../../../shared/models/result.ts';

interface StateLabel {
  readonly type: StatusIndicatorProps.Type;
  readonly text: string;
}

/** As the review of one repository says it: what is not copied is no success. */
function describePlans(plans: readonly PlanSummary[]): StateLabel {
  if (plans.some(({ blockers }) => blockers.length > 0)) return { type: 'error', text: 'Blocked' };
  const type = plans.some(({ blocked }) => blocked.length > 0) ? 'warning' : 'success';
  return { type, text: plans.some(({ creates }) => creates) ? 'Will be created' : 'Ready' };
}

/** The state of a repository's plan, as an indicator and its text. */
export function describeState({ state }: BatchRow): StateLabel {
  switch (state.kind) {
    case 'waiting':
      return { type: 'pending', text: 'Waiting' };
    case 'listing':
      return { type: 'in-progress', text: 'Listing images' };
    case 'planning':
      return { type: 'in-progress', text: `Planning ${formatCount(state.images, 'image')}` };
    case 'planned':
      return describePlans(state.plans);
    case 'nothing-picked':
      return { type: 'stopped', text: 'No tags selected' };
    case 'failed':
      return { type: 'error', text: 'Planning failed' };
    case 'cancelled':
      return { type: 'stopped', text: 'Stopped' };
    default:
      return assertNever(state);
  }
}
