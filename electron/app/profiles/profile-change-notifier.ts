import type { ProfileListing } from '../../../shared/models/profile.ts';

/** Milliseconds during which changes are collected before the profiles are listed. */
const collectTime = 100;

/** Sends the profile listing whenever it may have changed. */
export interface ProfileChangeNotifier {
  onChanged(): void;
  /** Credentials were renewed: the listing is sent even when it is the same, because a failed request may succeed now. */
  onRenewed(): void;
  close(): void;
}

/**
 * @param list reads the current listing.
 * @param send is called when the listing differs from the one sent last.
 */
export function createProfileChangeNotifier(
  list: () => Promise<ProfileListing>,
  send: (listing: ProfileListing) => void,
): ProfileChangeNotifier {
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let sent = '';
  let isRenewed = false;

  const notify = async (): Promise<void> => {
    timer = undefined;
    if (isRenewed) sent = '';
    isRenewed = false;
    const listing = await list();
    const text = JSON.stringify(listing);
    if (isClosed || text === sent) return;
    sent = text;
    send(listing);
  };

  const onChanged = (): void => {
    if (!isClosed) timer ??= setTimeout(() => void notify(), collectTime);
  };

  return {
    onChanged,
    onRenewed() {
      isRenewed = true;
      onChanged();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
