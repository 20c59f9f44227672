import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { HistoryEntry, HistoryLimit, HistoryResult } from '../../../shared/models/history.ts';
import { assertNever } from '../../../shared/result.ts';

interface ResultWords {
  readonly type: StatusIndicatorProps.Type;
  readonly words: string;
}

export const resultWords = {
  verified: { type: 'success', words: 'Copied and verified' },
  copied: { type: 'success', words: 'Copied, not verified' },
  failed: { type: 'error', words: 'Failed' },
  cancelled: { type: 'stopped', words: 'Cancelled' },
} as const satisfies Record<HistoryResult, ResultWords>;

/** What the limit of the settings deletes; undefined when it deletes nothing. */
export function describeLimit(limit: HistoryLimit): string | undefined {
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

type Outcome = HistoryEntry['images'][number]['outcome'];

/** How one image ended; the sentence of an error stands beside it. */
export function describeOutcome(outcome: Outcome): ResultWords {
  switch (outcome.kind) {
    case 'verified':
      return { type: 'success', words: 'Copied and verified' };
    case 'copied':
      return { type: 'success', words: 'Copied, not verified' };
    case 'already-at-destination':
      return {
        type: 'success',
        words: outcome.verified ? 'Was there already, verified' : 'Was there already',
      };
    case 'different':
      return {
        type: 'error',
        words: `Not as planned: ${formatCount(outcome.differences, 'difference')} found when it was read back`,
      };
    case 'failed':
      return { type: 'error', words: 'Failed' };
    case 'cancelled':
      return { type: 'stopped', words: 'Stopped' };
    default:
      return assertNever(outcome);
  }
}
