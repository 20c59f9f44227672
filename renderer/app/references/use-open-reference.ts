import { useQueryClient } from '@tanstack/react-query';
import { formatAccount } from '../../../shared/format/accounts.ts';
import type { ParsedReference } from '../../../shared/models/reference.ts';
import type { ResolvedReference } from '../../../shared/models/resolved-reference.ts';
import { invoke, toErrorData } from '../../ipc/bridge.ts';
import { profilesOfAccount, whenIdentified } from '../../features/registry-picker/profiles/api.ts';
import { withRecent } from '../../features/registry-picker/profiles/profile-groups.ts';
import { knownSettings, useChangeSettings } from '../../features/settings/api.ts';
import { withRegion, withRegistry } from '../../features/settings/selection.ts';
import type { DraftAction } from '../draft/draft.ts';
import type { Notify } from '../providers/use-notices.ts';

interface Options {
  readonly dispatch: (action: DraftAction) => void;
  readonly notify: Notify;
  /** Shows the replicate view. */
  readonly onOpened: () => void;
}

/** Functions that open the URI of an image, repository or registry as the source. */
export interface OpenReference {
  /** Opens a reference with a profile. */
  readonly open: (reference: ParsedReference, profile: string) => void;
  /** Opens what the user opened outside of the page, or reports why it cannot. */
  readonly openOpened: () => Promise<void>;
  /** Resolves a text and opens the result. */
  readonly openText: (text: string) => Promise<void>;
  /** The profiles of the reference's account: from the AWS files, otherwise from the identity checks. */
  readonly profilesFor: (resolved: Extract<ResolvedReference, { kind: 'resolved' }>) => readonly string[];
}

export function useOpenReference({ dispatch, notify, onOpened }: Options): OpenReference {
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

  /** Opens a reference with the best matching profile, or reports why it cannot. */
  const openResolved = async (resolved: ResolvedReference): Promise<void> => {
    if (resolved.kind === 'not-understood') return notify({ type: 'warning', text: resolved.message });
    // The AWS files contain no account IDs for keys: the checks that are pending can return one.
    if (profilesFor(resolved).length === 0) await whenIdentified(client);
    const [profile] = profilesFor(resolved);
    if (profile !== undefined) return open(resolved.reference, profile);
    const account = formatAccount(resolved.reference.accountId);
    notify({
      type: 'warning',
      text: `No profile is known for account ${account}. Choose a profile with access to it, and then open the URI again.`,
    });
  };

  /** Opens the answer of a request; null opens nothing. */
  const openAnswer = async (answer: Promise<ResolvedReference | null>): Promise<void> => {
    try {
      const resolved = await answer;
      if (resolved) await openResolved(resolved);
    } catch (error) {
      notify({ type: 'error', error: toErrorData(error) });
    }
  };

  return {
    open,
    openOpened: () => openAnswer(invoke('references.takeOpened')),
    openText: (text) => openAnswer(invoke('references.resolve', { text: text.slice(0, 4096) })),
    profilesFor,
  };
}
