import { expect, test } from 'vitest';
import type { ProfileListing } from '../../../shared/models/profile.ts';
import { createProfileChangeNotifier } from './profile-change-notifier.ts';

const empty: ProfileListing = { files: [], profiles: [], demo: false };

test('collects changes into one listing, and does not send an equal listing again', async () => {
  const sent: ProfileListing[] = [];
  let listing = empty;
  const notifier = createProfileChangeNotifier(
    async () => listing,
    (each) => sent.push(each),
  );
  notifier.onChanged();
  notifier.onChanged();
  await expect.poll(() => sent).toHaveLength(1);
  notifier.onChanged();
  listing = { ...empty, demo: true };
  notifier.onChanged();
  await expect.poll(() => sent).toHaveLength(2);
  expect(sent).toEqual([empty, listing]);
  notifier.close();
});

test('sends an equal listing after credentials were renewed', async () => {
  const sent: ProfileListing[] = [];
  let reads = 0;
  const notifier = createProfileChangeNotifier(
    async () => {
      reads += 1;
      return empty;
    },
    (each) => sent.push(each),
  );
  notifier.onChanged();
  await expect.poll(() => sent).toHaveLength(1);
  notifier.onRenewed();
  await expect.poll(() => sent).toHaveLength(2);
  notifier.onChanged();
  await expect.poll(() => reads).toBe(3);
  expect(sent).toHaveLength(2);
  notifier.close();
});
