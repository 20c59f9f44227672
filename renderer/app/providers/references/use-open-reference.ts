import { useQueryClient } from '@tanstack/react-query';
import { formatAccount } from '../../../../shared/format/accounts.ts';
import type { ParsedReference } from '../../../../shared/models/reference.ts';
import type { ResolvedReference } from '../../../../shared/models/resolved-reference.ts';
import { invoke, toErrorData } from '../../../ipc/bridge.ts';
import { profilesOfAccount } from '../../../features/registry-picker/profiles/api.ts';
import { withRecent } from '../../../features/registry-picker/profiles/profile-groups.ts';
import { knownSettings, useChangeSettings } from '../../../features/settings/api.ts';
import { withRegion, withRegistry } from '../../../features/settings/selection.ts';
import type { DraftAction } from '../../pages/replicate/draft.ts';
import type { Tell } from '../../layout/notices/use-notices.ts';

interface Options {
  readonly dispatch: (action: DraftAction) => void;
  readonly tell: Tell;
  /** Shows the view where repositories are looked at. */
  readonly onOpened: () => void;
}

/** Ways to open what an image's or repository's URI names as the source. */
export interface OpenReference {
  /** Opens it as a profile. */
  readonly open: (reference: ParsedReference, profile: string) => void;
  /** Opens it as the profile that fits best, or says why it cannot. */
  readonly openResolved: (resolved: ResolvedReference) => void;
  /** Reads a text first. */
  readonly openText: (text: string) => Promise<void>;
  /** Those that reach it: by the AWS files, else those that AWS said act in this account. */
  readonly profilesFor: (resolved: Extract<ResolvedReference, { kind: 'resolved' }>) => readonly string[];
}

export function useOpenReference({ dispatch, tell, onOpened }: Options): OpenReference {
  const client = useQueryClient();
  const { mutate: change } = useChangeSettings();

  const profilesFor: OpenReference['profilesFor'] = ({ reference, profiles }) =>
    profiles.length > 0 ? profiles : profilesOfAccount(client, reference.accountId);

  const open: OpenReference['open'] = (reference, profile) => {
    const settings = knownSettings(client);
    if (!settings) return;
    change({
      source: withRegistry(withRegion(settings, 'source', profile, reference.region), profile, undefined),
      profiles: withRecent(settings.profiles, profile),
    });
    dispatch({ kind: 'source-changed' });
    if (reference.kind !== 'registry') {
      const find = reference.kind === 'image' ? (reference.digest ?? reference.tag ?? '') : '';
      dispatch({ kind: 'repository-opened', name: reference.repositoryName, find });
    }
    onOpened();
  };

  const openResolved: OpenReference['openResolved'] = (resolved) => {
    if (resolved.kind === 'not-understood') return tell({ type: 'warning', text: resolved.message });
    const [profile] = profilesFor(resolved);
    if (profile !== undefined) return open(resolved.reference, profile);
    const account = formatAccount(resolved.reference.accountId);
    tell({
      type: 'warning',
      text: `No profile is known for account ${account}. Choose the profile that reaches it, then open this again.`,
    });
  };

  const openText = async (text: string): Promise<void> => {
    try {
      openResolved(await invoke('references.resolve', { text: text.slice(0, 4096) }));
    } catch (error) {
      tell({ type: 'error', error: toErrorData(error) });
    }
  };

  return { open, openResolved, openText, profilesFor };
}
