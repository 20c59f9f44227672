import { EcrError } from './ecr-error.ts';
import type { ExclusionFilter, Repository } from './repository.ts';

/** @returns whether a tag that points to an image can move to another one. */
export function isTagMutable(repository: Repository, tag: string): boolean {
  const { tagMutability, exclusionFilters } = repository.settings;
  switch (tagMutability) {
    case 'MUTABLE':
      return true;
    case 'IMMUTABLE':
      return false;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return matchesAny(exclusionFilters, tag);
    case 'MUTABLE_WITH_EXCLUSION':
      return !matchesAny(exclusionFilters, tag);
  }
}

/** @throws EcrError ImageTagAlreadyExistsException when the tag points to another image and cannot move. */
export function requireMovableTag(repository: Repository, tag: string, digest: string): void {
  const current = repository.tags.get(tag);
  if (current === undefined || current === digest || isTagMutable(repository, tag)) return;
  throw new EcrError(
    'ImageTagAlreadyExistsException',
    `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the repository is immutable.`,
  );
}

function matchesAny(filters: readonly ExclusionFilter[], tag: string): boolean {
  return filters.some(({ filter }) => wildcard(filter).test(tag));
}

/** Only `*` is special, for any number of characters; a filter contains letters, digits and `._*-`. */
function wildcard(filter: string): RegExp {
  return new RegExp(`^${filter.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`);
}
