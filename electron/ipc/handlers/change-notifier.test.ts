import { expect, test, vi } from 'vitest';
import type { ProfileListing } from '../../../shared/models/profile.ts';
import { createListingFeed } from './change-notifier.ts';

const empty: ProfileListing = { files: [], profiles: [], demo: false };

test('many changes are one listing, and one that says nothing new is not sent', async () => {
  const sent: ProfileListing[] = [];
  let listing = empty;
  const feed = createListingFeed(
    async () => listing,
    (each) => sent.push(each),
  );
  feed.changed();
  feed.changed();
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  feed.changed();
  listing = { ...empty, demo: true };
  feed.changed();
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent).toEqual([empty, listing]);
  feed.close();
});

test('renewed credentials are told though the listing says the same: what failed may work now', async () => {
  const sent: ProfileListing[] = [];
  let read = 0;
  const feed = createListingFeed(
    async () => {
      read += 1;
      return empty;
    },
    (each) => sent.push(each),
  );
  feed.changed();
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  feed.renewed();
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  feed.changed();
  await vi.waitFor(() => expect(read).toBe(3));
  expect(sent).toHaveLength(2);
  feed.close();
});
