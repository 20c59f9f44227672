import type { ProfileListing } from '../../../shared/models/profile.ts';

/** Milliseconds in which many changes become one listing. */
const pause = 100;

/** Tells how the profiles stand whenever that may have changed. */
export interface ListingFeed {
  changed(): void;
  /** What failed may work now: told even where the listing says the same, as after a key was corrected by hand. */
  renewed(): void;
  close(): void;
}

/** @param list reads all that a listing is made of; sent only where it says something new. */
export function createListingFeed(
  list: () => Promise<ProfileListing>,
  send: (listing: ProfileListing) => void,
): ListingFeed {
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let sent = '';
  let isRenewed = false;

  const tell = async (): Promise<void> => {
    timer = undefined;
    if (isRenewed) sent = '';
    isRenewed = false;
    const listing = await list();
    const text = JSON.stringify(listing);
    if (isClosed || text === sent) return;
    sent = text;
    send(listing);
  };

  const changed = (): void => {
    if (!isClosed) timer ??= setTimeout(() => void tell(), pause);
  };

  return {
    changed,
    renewed() {
      isRenewed = true;
      changed();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
