import Badge from '@cloudscape-design/components/badge';
import type { Side } from '../../shared/result.ts';

const labels = { source: 'Source', destination: 'Destination' } as const satisfies Record<Side, string>;

/** A badge for the side, source or destination. */
export function SideBadge({ side }: { readonly side: Side }) {
  return <Badge color={side === 'source' ? 'blue' : 'green'}>{labels[side]}</Badge>;
}
