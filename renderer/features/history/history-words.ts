import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { HistoryEntry, HistoryLimit, HistoryResult } from '../../../shared/models/history.ts';
import { assertNever } from '../../../shared/models/result.ts';

interface ResultLabel {
  readonly type: StatusIndicatorProps.Type;
  readonly label: string;
}

export const resultLabels = {
  verified: { type: 'success', label: 'Copied and verified' },
  copied: { type: 'success', label: 'Copied, not verified' },
  failed: { type: 'error', label: 'Failed' },
  cancelled: { type: 'stopped', label: 'Canceled' },
} as const satisfies Record<HistoryResult, ResultLabel>;

/** What the history limit deletes; undefined when it deletes nothing. */
function describeLimit(limit: HistoryLimit): string | undefined {
  switch (limit.kind) {
    case 'unlimited':
      return undefined;
    case 'entries':
      return `Limited in Settings to the newest ${formatNumber(limit.entries)} entries. Older ones are deleted.`;
    case 'days':
      return `Limited in Settings to the last ${formatCount(limit.days, 'day')}. Older entries are deleted.`;
    default:
      return assertNever(limit);
  }
}

/** What the history has, in addition to its entries; undefined when there is nothing to say. */
export function describeContents(limit: HistoryLimit | undefined, demo: number): string | undefined {
  const texts = [
    demo > 0
      ? `${formatCount(demo, 'entry is', 'entries are')} from the demo and deleted when you exit the demo or quit the app.`
      : undefined,
    limit && describeLimit(limit),
  ].filter((text) => text !== undefined);
  return texts.length > 0 ? texts.join(' ') : undefined;
}

type Outcome = HistoryEntry['images'][number]['outcome'];

/** The result of one image; an error message is shown separately. */
export function describeOutcome(outcome: Outcome): ResultLabel {
  switch (outcome.kind) {
    case 'verified':
      return { type: 'success', label: 'Copied and verified' };
    case 'copied':
      return { type: 'success', label: 'Copied, not verified' };
    case 'already-at-destination':
      return {
        type: 'success',
        label: outcome.verified ? 'Already at destination, verified' : 'Already at destination',
      };
    case 'different':
      return {
        type: 'error',
        label: `Verification failed: ${formatCount(outcome.differences, 'difference')} found`,
      };
    case 'failed':
      return { type: 'error', label: 'Failed' };
    case 'cancelled':
      return { type: 'stopped', label: 'Stopped' };
    default:
      return assertNever(outcome);
  }
}
