import type { ComparisonRequest } from '../../../../shared/models/comparison.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/result.ts';
import { rename } from '../../../../shared/selection/apply-renames.ts';
import type { Draft } from '../replicate/draft.ts';

type Selections = Readonly<Partial<Record<Side, RegistrySelection | undefined>>>;

/**
 * What comparing would compare now: the open repository with the chosen destination, or the picked repositories with
 * those of the names that they would get; undefined while nothing is chosen on a side.
 */
export function comparisonRequest(
  { source, destination }: Selections,
  { browsing, repository, destinationRepository, repositories, renames }: Draft,
): ComparisonRequest | undefined {
  if (!source || !destination) return undefined;
  if (browsing === 'images' && repository !== undefined) {
    const pairs = [{ source: repository, destination: destinationRepository ?? repository }];
    return { source, destination, pairs };
  }
  if (repositories.length === 0) return undefined;
  const pairs = repositories.map((name) => ({
    source: name,
    destination: rename(name, renames.repositories),
  }));
  return { source, destination, pairs };
}
