import type { ComparedPair, Comparison, TagComparison } from '../models/comparison.ts';
import type { ReplicationOptions, ReplicationRequest } from '../models/plan.ts';
import { imagesPerPlan } from '../models/plan.ts';
import type { SettingChoices } from '../models/repository-settings.ts';

/** What of a comparison is to be replicated. `referrers`: of images that are the same on both sides. */
export type DifferenceKind = 'only-at-source' | 'different' | 'referrers';

export interface DifferenceChoice {
  readonly kinds: readonly DifferenceKind[];
  /** Of all pairs, when absent. Indexes into `Comparison.pairs`. */
  readonly pairs?: readonly number[] | undefined;
  readonly createRepository: boolean;
  readonly settings: SettingChoices;
  readonly options: ReplicationOptions;
}

function isWanted(tag: TagComparison, kinds: readonly DifferenceKind[]): boolean {
  switch (tag.kind) {
    case 'only-at-source':
    case 'different':
      return kinds.includes(tag.kind) && !tag.source.archived;
    case 'same':
      return kinds.includes('referrers') && (tag.referrers?.onlyAtSource.length ?? 0) > 0;
    case 'only-at-destination':
      return false;
  }
}

/** The chosen tags of one pair, each image once with all of them. */
function listImages({ state }: ComparedPair, kinds: readonly DifferenceKind[]): ReplicationRequest['images'] {
  if (state.kind !== 'compared') return [];
  const tags = new Map<string, string[]>();
  for (const tag of state.tags) {
    if (tag.kind === 'only-at-destination' || !isWanted(tag, kinds)) continue;
    tags.set(tag.source.digest, [...(tags.get(tag.source.digest) ?? []), tag.tag]);
  }
  return [...tags].map(([digest, names]) => ({ digest, sourceTags: names, destinationTags: names }));
}

const split = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

/** What is to be replicated so that the destination has what the comparison found it lacks: a request or more per pair. */
export function differenceRequests(
  { request, pairs }: Comparison,
  { kinds, pairs: chosen, createRepository, settings, options }: DifferenceChoice,
): readonly ReplicationRequest[] {
  return pairs.flatMap((pair, index) => {
    if (chosen && !chosen.includes(index)) return [];
    return split(listImages(pair, kinds), imagesPerPlan).map((images) => ({
      source: { ...request.source, repositoryName: pair.source },
      destination: { ...request.destination, repositoryName: pair.destination, createRepository, settings },
      images,
      options,
    }));
  });
}
