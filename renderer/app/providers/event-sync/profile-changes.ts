import type { ProfileListing, ProfileState, ProfileSummary } from '../../../../shared/models/profile.ts';

/** What a new listing means for what is on the screen; profiles by name. */
export interface ProfileChanges {
  /** Those that lead to somebody else now: nothing they were answered before holds. */
  readonly changed: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
  /** Those that nothing is known to stand in the way of: what failed with them may work now. */
  readonly good: ReadonlySet<string>;
}

const inTheWay: ReadonlySet<ProfileState['kind']> = new Set(['sign-in', 'mfa', 'expired', 'incomplete']);

/** Who a profile leads to, as far as files tell. */
const leadsTo = ({ kind, accountId, roleName, chain, signIn, customEndpoint }: ProfileSummary): string =>
  JSON.stringify([kind, accountId, roleName, chain, signIn, customEndpoint]);

/** Compares two listings of the same registries. */
export function compareListings(before: ProfileListing, after: ProfileListing): ProfileChanges {
  const now = new Map(after.profiles.map((profile) => [profile.name, profile]));
  const changed = before.profiles.filter((profile) => {
    const next = now.get(profile.name);
    return next && leadsTo(next) !== leadsTo(profile);
  });
  return {
    changed: new Set(changed.map(({ name }) => name)),
    gone: new Set(before.profiles.flatMap(({ name }) => (now.has(name) ? [] : [name]))),
    good: new Set(after.profiles.flatMap(({ name, state }) => (inTheWay.has(state.kind) ? [] : [name]))),
  };
}
