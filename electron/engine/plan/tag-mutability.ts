import type { Repository } from '../../../shared/models/repository.ts';
import { compileGlob } from '../../../shared/selection/patterns.ts';

/** ECR's wildcard filters: `*` stands for any characters. No tag has a `?`, which a glob would take for a wildcard. */
const matches = (tag: string, filter: string): boolean => !filter.includes('?') && compileGlob(filter)(tag);

/** Whether a tag that exists may be moved to another image in this repository. */
export function isMovable(
  tag: string,
  { tagMutability, tagMutabilityExclusions }: Pick<Repository, 'tagMutability' | 'tagMutabilityExclusions'>,
): boolean {
  const excluded = tagMutabilityExclusions.some((filter) => matches(tag, filter));
  switch (tagMutability) {
    case 'MUTABLE':
      return true;
    case 'IMMUTABLE':
      return false;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return excluded;
    case 'MUTABLE_WITH_EXCLUSION':
      return !excluded;
  }
}
