import { useQueryClient } from '@tanstack/react-query';
import type { ProfileListing } from '../../../../shared/models/profile.ts';
import {
  checkAccounts,
  knownProfiles,
  storeProfiles,
} from '../../../features/registry-picker/profiles/api.ts';
import { describeOtherAccount } from '../../../features/routes/route-list.ts';
import { knownSettings } from '../../../features/settings/api.ts';
import type { Notify } from '../use-notices.ts';
import { resetProfileQueries, refetchFailed } from './concerned-queries.ts';
import { compareListings } from './profile-changes.ts';
import { useEvent } from '../../../ipc/use-event.ts';

interface Options {
  readonly notify: Notify;
  /** Called when the source profile has another identity, so that the selection is invalid. */
  readonly onSourceChanged: () => void;
  /** Called with the profiles that have another identity. */
  readonly onAccountsChanged: (profiles: ReadonlySet<string>) => void;
  /** Called when the demo was started or exited. */
  readonly onReplaced: () => void;
}

/** Applies changes of the AWS files, and reports those that concern a selected profile. */
export function useProfileEvents({ notify, onSourceChanged, onAccountsChanged, onReplaced }: Options): void {
  const client = useQueryClient();

  const apply = async (after: ProfileListing): Promise<void> => {
    const before = knownProfiles(client);
    if (await storeProfiles(client, after)) return onReplaced();
    if (!before) return;
    const { changed, removed, usable } = compareListings(before, after);
    const settings = knownSettings(client);
    const chosen = new Set([settings?.source.profile, settings?.destination.profile]);
    for (const name of chosen) {
      if (name === undefined) continue;
      if (changed.has(name))
        notify({ type: 'info', text: `Profile ${name} changed in its AWS file and was reloaded.` });
      if (removed.has(name))
        notify({ type: 'warning', text: `Profile ${name} is no longer in your AWS files.` });
    }
    const source = settings?.source.profile;
    if (source !== undefined && changed.has(source)) onSourceChanged();
    onAccountsChanged(changed);
    resetProfileQueries(client, (name) => changed.has(name));
    refetchFailed(client, (name) => usable.has(name) && !changed.has(name));
    const moved = await checkAccounts(client, after);
    for (const [name, { now, before: earlier }] of moved) {
      const text = describeOtherAccount(name, now, earlier);
      if (chosen.has(name))
        notify({ type: 'warning', text: name === source ? `${text} The selection was cleared.` : text });
    }
    onAccountsChanged(new Set(moved.keys()));
    if (source !== undefined && moved.has(source)) onSourceChanged();
    resetProfileQueries(client, (name) => moved.has(name));
  };

  useEvent('profiles.changed', (listing) => void apply(listing));
}
