import { formatCount } from '../../../shared/format/counts.ts';
import type { ThroughputMark, ThroughputMarkKind } from '../../../shared/models/throughput.ts';

/** The names in the legend, in its order. */
export const markLabels = {
  paused: 'Paused',
  resumed: 'Resumed',
  throttled: 'Throttled by AWS',
  retried: 'Retried',
} as const satisfies Record<ThroughputMarkKind, string>;

export const markKinds = [
  'paused',
  'resumed',
  'throttled',
  'retried',
] as const satisfies readonly ThroughputMarkKind[];

function describeCount(kind: ThroughputMarkKind, count: number): string {
  switch (kind) {
    case 'paused':
      return formatCount(count, 'transfer paused', 'transfers paused');
    case 'resumed':
      return formatCount(count, 'transfer resumed', 'transfers resumed');
    case 'throttled':
      return formatCount(count, 'call throttled', 'calls throttled');
    case 'retried':
      return formatCount(count, 'call retried', 'calls retried');
  }
}

/** `1 transfer paused, 3 calls throttled`; empty without marks. */
export const describeMarks = (marks: readonly ThroughputMark[]): string =>
  markKinds
    .flatMap((kind) => {
      const count = marks.reduce((sum, mark) => sum + (mark.kind === kind ? mark.count : 0), 0);
      return count > 0 ? describeCount(kind, count) : [];
    })
    .join(', ');
