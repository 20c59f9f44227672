import { useQuery, useQueryClient } from '@tanstack/react-query';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import { invoke } from '../../../ipc/bridge.ts';
import { useIsIdentifying, useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { knownRepositories } from '../../../features/registry-picker/repositories/api.ts';
import { useSettings } from '../../../features/settings/api.ts';
import type { OpenReference } from '../../references/use-open-reference.ts';
import { chosenRegistries } from '../../draft/chosen-registries.ts';
import { usableRoutes } from '../../draft/use-routes.ts';
import { findEntries } from './find-entries.ts';
import type { PaletteEntry } from './palette-entries.ts';
import { looksLikeReference, paletteEntries, referenceEntries } from './palette-entries.ts';

interface Offered {
  readonly entries: readonly PaletteEntry[];
  /** The text that is shown when there are no entries. */
  readonly message: string;
}

/** The palette entries for a text. */
export function usePaletteEntries(text: string, profilesFor: OpenReference['profilesFor']): Offered {
  const client = useQueryClient();
  const { data: listing } = useProfiles();
  const { data: settings } = useSettings();
  const isIdentifying = useIsIdentifying();
  const isReference = looksLikeReference(text);
  const { data: resolved, error } = useQuery({
    queryKey: ['reference', text],
    queryFn: () => invoke('references.resolve', { text: text.slice(0, 4096) }),
    enabled: isReference,
    gcTime: 0,
  });
  if (!isReference) {
    const registries = chosenRegistries(settings, listing);
    const { source } = registries;
    const known = {
      repositories: knownRepositories(client, source),
      profiles: listing?.profiles ?? [],
      routes: usableRoutes(settings?.routes ?? [], listing),
    };
    const entries = [...paletteEntries(text, known), ...findEntries(text, registries)];
    return { entries, message: 'No matches.' };
  }
  if (error) return { entries: [], message: error.message };
  if (!resolved) return { entries: [], message: 'Resolving…' };
  if (resolved.kind === 'not-understood') return { entries: [], message: resolved.message };
  const profiles = profilesFor(resolved);
  return {
    entries: referenceEntries(resolved.reference, profiles),
    message: isIdentifying
      ? 'Checking accounts…'
      : `No profile is known for account ${formatAccount(resolved.reference.accountId)}. Choose a profile with access to it, and then open the URI again.`,
  };
}
