import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { ExecutionStatus, ItemCounts } from '../../../shared/models/execution.ts';

/** The status of an execution, named as in the Step Functions console. */
export const executionIndicators = {
  running: ['in-progress', 'Running'],
  succeeded: ['success', 'Succeeded'],
  failed: ['error', 'Failed'],
  'timed-out': ['error', 'Timed out'],
  aborted: ['stopped', 'Aborted'],
  'pending-redrive': ['pending', 'Pending redrive'],
} as const satisfies Record<ExecutionStatus, readonly [StatusIndicatorProps.Type, string]>;

/** Items that do not run any more. */
export const countFinished = ({ succeeded, failed, timedOut, aborted }: ItemCounts): number =>
  succeeded + failed + timedOut + aborted;

/** `120 of 1,000 images, 20 running, 3 failed` */
export function describeCounts(counts: ItemCounts | undefined): string {
  if (!counts) return 'The map has not started.';
  const { total, pending, running, failed, timedOut, aborted } = counts;
  const parts = [
    [running, 'running'],
    [pending, 'pending'],
    [failed, 'failed'],
    [timedOut, 'timed out'],
    [aborted, 'aborted'],
  ] as const;
  return [
    `${formatNumber(countFinished(counts))} of ${formatCount(total, 'image')}`,
    ...parts.flatMap(([count, word]) => (count > 0 ? `${formatNumber(count)} ${word}` : [])),
  ].join(', ');
}
