import type { Repository } from '../../../shared/models/repository.ts';

/** ECR's wildcard filters: `*` stands for any characters. */
const matches = (tag: string, filter: string): boolean => {
  const pattern = filter.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${pattern.join('.*')}$`).test(tag);
};

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
