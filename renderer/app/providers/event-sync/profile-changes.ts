import type { ProfileListing, ProfileState, ProfileSummary } from '../../../../shared/models/profile.ts';

/** The differences between two listings that affect the screen; profiles by name. */
export interface ProfileChanges {
  /** Profiles with another account, role or credential source: cached data is invalid. */
  readonly changed: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /** Profiles without a known problem: failed queries can succeed now. */
  readonly usable: ReadonlySet<string>;
}

const unusableStates: ReadonlySet<ProfileState['kind']> = new Set([
  'sign-in',
  'mfa',
  'expired',
  'incomplete',
]);

/** The properties that determine a profile's identity, as one comparable string. */
const identityKey = ({ kind, accountId, roleName, chain, signIn, customEndpoint }: ProfileSummary): string =>
  JSON.stringify([kind, accountId, roleName, chain, signIn, customEndpoint]);

/** Compares two listings of the same registries. */
export function compareListings(before: ProfileListing, after: ProfileListing): ProfileChanges {
  const now = new Map(after.profiles.map((profile) => [profile.name, profile]));
  const changed = before.profiles.filter((profile) => {
    const next = now.get(profile.name);
    return next && identityKey(next) !== identityKey(profile);
  });
  return {
    changed: new Set(changed.map(({ name }) => name)),
    removed: new Set(before.profiles.flatMap(({ name }) => (now.has(name) ? [] : [name]))),
    usable: new Set(
      after.profiles.flatMap(({ name, state }) => (unusableStates.has(state.kind) ? [] : [name])),
    ),
  };
}
