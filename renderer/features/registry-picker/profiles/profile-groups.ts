import { formatAccount } from '../../../../shared/format/accounts.ts';
import type { AccountNotes } from '../../../../shared/models/account.ts';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import type { Settings } from '../../../../shared/models/settings.ts';
import { kindWords, shortKindWords } from './kind-words.ts';

export interface ProfileGroup {
  readonly title: string;
  readonly profiles: readonly ProfileSummary[];
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Everything a profile can be found by, in lower case. */
function textOf(profile: ProfileSummary, notes: AccountNotes): string {
  const { name, kind, accountId, accountName, roleName, region } = profile;
  const account = accountId && [accountId, formatAccount(accountId), notes[accountId]?.label];
  return [name, kindWords[kind], shortKindWords[kind], ...(account || []), accountName, roleName, region]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}

/** The profiles that hold every word of the filter in a name, number, label, role, region or kind. */
export function filterProfiles(
  profiles: readonly ProfileSummary[],
  filter: string,
  notes: AccountNotes,
): readonly ProfileSummary[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return profiles;
  return profiles.filter((profile) => {
    const text = textOf(profile, notes);
    return words.every((word) => text.includes(word));
  });
}

/** Pinned ones in their order, then those used last, then all others; each profile once, and no empty group. */
export function groupProfiles(
  profiles: readonly ProfileSummary[],
  { pinned, recent, order }: Settings['profiles'],
): readonly ProfileGroup[] {
  const known = new Map(profiles.map((profile) => [profile.name, profile]));
  const take = (names: readonly string[]): ProfileSummary[] =>
    names.flatMap((name) => {
      const profile = known.get(name);
      known.delete(name);
      return profile ? [profile] : [];
    });
  const onTop = [
    { title: 'Pinned', profiles: take(pinned) },
    { title: 'Recent', profiles: take(recent) },
  ].filter((group) => group.profiles.length > 0);
  const rest = [...known.values()];
  const sorted = order === 'name' ? rest.toSorted((a, b) => byName.compare(a.name, b.name)) : rest;
  if (sorted.length === 0) return onTop;
  return [...onTop, { title: onTop.length > 0 ? 'Others' : 'All profiles', profiles: sorted }];
}

/** The settings after a profile was chosen: it leads those used last. */
export const withRecent = (list: Settings['profiles'], name: string): Settings['profiles'] => ({
  ...list,
  recent: [name, ...list.recent.filter((each) => each !== name)].slice(0, 5),
});

/** The settings after a profile was pinned, or unpinned where it was. */
export const withPinToggled = (list: Settings['profiles'], name: string): Settings['profiles'] => ({
  ...list,
  pinned: list.pinned.includes(name) ? list.pinned.filter((each) => each !== name) : [...list.pinned, name],
});
