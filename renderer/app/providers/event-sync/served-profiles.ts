import type { ProfileListing } from '../../../../shared/models/profile.ts';
import { getSessionKey } from '../../../../shared/models/profile.ts';
import type { SignIn } from '../../../../shared/models/sign-in.ts';

/** The names of the profiles that use the session of a sign-in. */
export const servedProfiles = (
  listing: ProfileListing | undefined,
  { credentialSource }: Pick<SignIn, 'credentialSource'>,
): readonly string[] =>
  (listing?.profiles ?? []).flatMap(({ name, signIn }) =>
    signIn && getSessionKey(signIn) === getSessionKey(credentialSource) ? [name] : [],
  );
