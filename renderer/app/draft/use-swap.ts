import { useQueryClient } from '@tanstack/react-query';
import { knownProfiles } from '../../features/registry-picker/profiles/api.ts';
import { knownRepositories } from '../../features/registry-picker/repositories/api.ts';
import { knownSettings, useChangeSettings } from '../../features/settings/api.ts';
import { withSidesSwapped } from '../../features/settings/selection.ts';
import type { Draft, DraftAction } from './draft.ts';
import { chosenRegistries } from './chosen-registries.ts';

/** Swaps profile and region of the sides, and opens the destination repository as the source if it exists. */
export function useSwap(draft: Draft, dispatch: (action: DraftAction) => void): () => void {
  const client = useQueryClient();
  const { mutate: change } = useChangeSettings();
  return () => {
    const settings = knownSettings(client);
    const listing = knownProfiles(client);
    if (!settings || !listing) return;
    const name = draft.destinationRepository ?? draft.repository;
    const { destination } = chosenRegistries(settings, listing);
    const exists = knownRepositories(client, destination).some((each) => each.name === name);
    change(withSidesSwapped(settings, listing.profiles));
    dispatch({ kind: 'sides-swapped', opened: exists ? name : undefined });
  };
}
