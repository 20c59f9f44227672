import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { ProfileListing } from '../../../../shared/models/profile.ts';
import { onEvent } from '../../../ipc/bridge.ts';
import {
  checkAccounts,
  knownProfiles,
  takeInProfiles,
} from '../../../features/registry-picker/profiles/api.ts';
import { knownSettings } from '../../../features/settings/api.ts';
import type { Tell } from '../../layout/notices/use-notices.ts';
import { forgetAnswers, refetchFailed } from './concerned-queries.ts';
import { compareListings } from './profile-changes.ts';

interface Options {
  readonly tell: Tell;
  /** The source's profile leads to somebody else: what was picked there does not hold. */
  readonly onSourceChanged: () => void;
  /** Other registries stand behind the profiles. */
  readonly onReplaced: () => void;
}

/** Takes in every change of the AWS files in place, and says a word only where it concerns what is chosen. */
export function useProfileEvents({ tell, onSourceChanged, onReplaced }: Options): void {
  const client = useQueryClient();

  const takeIn = useEffectEvent(async (after: ProfileListing): Promise<void> => {
    const before = knownProfiles(client);
    if (await takeInProfiles(client, after)) return onReplaced();
    if (!before) return;
    const { changed, gone, good } = compareListings(before, after);
    const settings = knownSettings(client);
    const chosen = new Set([settings?.source.profile, settings?.destination.profile]);
    for (const name of chosen) {
      if (name === undefined) continue;
      if (changed.has(name))
        tell({ type: 'info', text: `Profile ${name} was changed in its AWS file. It is read anew.` });
      if (gone.has(name)) tell({ type: 'warning', text: `Profile ${name} is no longer in your AWS files.` });
    }
    const source = settings?.source.profile;
    if (source !== undefined && changed.has(source)) onSourceChanged();
    forgetAnswers(client, (name) => changed.has(name));
    refetchFailed(client, (name) => good.has(name) && !changed.has(name));
    const moved = await checkAccounts(client, after);
    if (source !== undefined && moved.has(source)) onSourceChanged();
    forgetAnswers(client, (name) => moved.has(name));
  });

  useEffect(() => onEvent('profiles.changed', (listing) => void takeIn(listing)), []);
}
