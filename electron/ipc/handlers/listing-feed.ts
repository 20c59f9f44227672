import type { ProfileListing } from '../../../shared/models/profile.ts';

/** Milliseconds in which many changes become one listing. */
const pause = 100;

/** Tells how the profiles stand whenever that may have changed. */
export interface ListingFeed {
  changed(): void;
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

  const tell = async (): Promise<void> => {
    timer = undefined;
    const listing = await list();
    const text = JSON.stringify(listing);
    if (isClosed || text === sent) return;
    sent = text;
    send(listing);
  };

  return {
    changed() {
      if (!isClosed) timer ??= setTimeout(() => void tell(), pause);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
