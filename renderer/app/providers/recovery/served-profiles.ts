import type { ProfileListing } from '../../../../shared/models/profile.ts';
import { sessionOf } from '../../../../shared/models/profile.ts';
import type { SignIn } from '../../../../shared/models/sign-in.ts';

/** The profiles that a sign-in serves, by name. */
export const servedProfiles = (
  listing: ProfileListing | undefined,
  { means }: Pick<SignIn, 'means'>,
): readonly string[] =>
  (listing?.profiles ?? []).flatMap(({ name, signIn }) =>
    signIn && sessionOf(signIn) === sessionOf(means) ? [name] : [],
  );
