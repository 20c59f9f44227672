import Badge from '@cloudscape-design/components/badge';
import type { Side } from '../../shared/result.ts';

const words = { source: 'Source', destination: 'Destination' } as const satisfies Record<Side, string>;

/** Names the registry that something concerns. */
export function SideBadge({ side }: { readonly side: Side }) {
  return <Badge color={side === 'source' ? 'blue' : 'green'}>{words[side]}</Badge>;
}
