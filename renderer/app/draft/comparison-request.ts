import type { ComparisonRequest } from '../../../shared/models/comparison.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Side } from '../../../shared/result.ts';
import { rename } from '../../../shared/selection/apply-renames.ts';
import type { Draft } from './draft.ts';

type Selections = Readonly<Partial<Record<Side, RegistrySelection | undefined>>>;

/**
 * The comparison for the current selection: the open repository with the selected destination repository, or the
 * selected repositories with the names that the renaming rules produce; undefined while a side or selection is missing.
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
