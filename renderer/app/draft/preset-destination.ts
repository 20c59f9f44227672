import { registryKey } from '../../../shared/models/registry.ts';
import type { Draft } from './draft.ts';
import type { Sides } from './use-sides.ts';

/**
 * The draft with the name of the source repository for the destination, until the user chooses another one. Not within
 * one registry, where that is the source itself.
 */
export function withPresetDestination(draft: Draft, { source, destination }: Sides): Draft {
  const { repository, destinationRepository } = draft;
  if (repository === undefined || destinationRepository !== undefined) return draft;
  if (!source.selection || !destination.selection) return draft;
  if (registryKey(source.selection) === registryKey(destination.selection)) return draft;
  return { ...draft, destinationRepository: repository };
}
