import { formatCount } from '../../../shared/format/counts.ts';
import type { Comparison, TagComparison } from '../../../shared/models/comparison.ts';
import { assertNever } from '../../../shared/result.ts';
import type { ShownKind } from './comparison-rows.ts';

export const kindLabels = {
  all: 'All',
  different: 'Different',
  'only-at-source': 'Only at source',
  'only-at-destination': 'Only at destination',
  same: 'Same',
} as const satisfies Record<ShownKind, string>;

/** A note beside the kind of a result; undefined when there is none. */
export function describeResult(tag: TagComparison): string | undefined {
  switch (tag.kind) {
    case 'different':
      return tag.newer === 'source' ? 'The source is newer' : 'The destination is newer';
    case 'same': {
      const missing = tag.referrers?.onlyAtSource.length ?? 0;
      return missing > 0 ? `${formatCount(missing, 'attachment')} missing at the destination` : undefined;
    }
    case 'only-at-source':
      return tag.source.archived ? 'Archived: restore it in ECR to copy it' : undefined;
    case 'only-at-destination':
      return undefined;
    default:
      return assertNever(tag);
  }
}

/** The progress of a comparison, and what it excludes. */
export function describeProgress({ pairs, state }: Comparison): string {
  const finished = pairs.filter(({ state: { kind } }) => kind !== 'waiting' && kind !== 'comparing').length;
  const of = formatCount(pairs.length, 'repository', 'repositories');
  if (state === 'working') return `Comparing: ${finished} of ${of}`;
  const absent = pairs.filter((pair) => pair.state.kind === 'compared' && !pair.state.destinationExists);
  const untagged = pairs.reduce(
    (sum, pair) => sum + (pair.state.kind === 'compared' ? pair.state.untagged.source : 0),
    0,
  );
  return [
    state === 'cancelled' ? `Stopped after ${finished} of ${of}.` : `${of} compared.`,
    absent.length > 0 &&
      `${formatCount(absent.length, 'repository', 'repositories')} missing at destination.`,
    untagged > 0 && `${formatCount(untagged, 'untagged image')} at the source not compared.`,
  ]
    .filter((part) => part !== false)
    .join(' ');
}
