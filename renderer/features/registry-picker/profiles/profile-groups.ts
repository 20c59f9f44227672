import { formatAccount } from '../../../../shared/format/accounts.ts';
import type { AccountNotes } from '../../../../shared/models/account.ts';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import type { Settings } from '../../../../shared/models/settings.ts';
import { kindLabels, shortKindLabels } from './kind-words.ts';

export interface ProfileGroup {
  readonly title: string;
  readonly profiles: readonly ProfileSummary[];
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The searchable text of a profile in lower case. */
function getText(profile: ProfileSummary, notes: AccountNotes): string {
  const { name, kind, accountId, accountName, roleName, region } = profile;
  const account = accountId && [accountId, formatAccount(accountId), notes[accountId]?.label];
  return [name, kindLabels[kind], shortKindLabels[kind], ...(account || []), accountName, roleName, region]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}

/** The profiles that contain every word of the filter in their name, account, label, role, region or kind. */
export function filterProfiles(
  profiles: readonly ProfileSummary[],
  filter: string,
  notes: AccountNotes,
): readonly ProfileSummary[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return profiles;
  return profiles.filter((profile) => {
    const text = getText(profile, notes);
    return words.every((word) => text.includes(word));
  });
}

/** Groups profiles into pinned, recent and others. Each profile appears once; empty groups are omitted. */
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
  const topGroups = [
    { title: 'Pinned', profiles: take(pinned) },
    { title: 'Recent', profiles: take(recent) },
  ].filter((group) => group.profiles.length > 0);
  const rest = [...known.values()];
  const sorted = order === 'name' ? rest.toSorted((a, b) => byName.compare(a.name, b.name)) : rest;
  if (sorted.length === 0) return topGroups;
  return [...topGroups, { title: topGroups.length > 0 ? 'Others' : 'All profiles', profiles: sorted }];
}

/** The profile settings with a profile as the most recent one. */
export const withRecent = (list: Settings['profiles'], name: string): Settings['profiles'] => ({
  ...list,
  recent: [name, ...list.recent.filter((each) => each !== name)].slice(0, 5),
});

/** The profile settings with the pin of a profile toggled, and what changed. */
export function togglePin(
  list: Settings['profiles'],
  name: string,
): { readonly profiles: Settings['profiles']; readonly text: string } {
  const isPinned = list.pinned.includes(name);
  const pinned = isPinned ? list.pinned.filter((each) => each !== name) : [...list.pinned, name];
  return { profiles: { ...list, pinned }, text: `Profile ${name} ${isPinned ? 'unpinned' : 'pinned'}.` };
}
