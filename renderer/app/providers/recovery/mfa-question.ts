import type { ProfileListing } from '../../../../shared/models/profile.ts';
import type { MfaQuestion } from '../../../features/sign-in/mfa/mfa-dialog.tsx';

/** The data of the MFA dialog for a profile of a chain; any profile of the chain can specify the device. */
export function mfaQuestion(listing: ProfileListing | undefined, profile: string): MfaQuestion {
  const profiles = listing?.profiles ?? [];
  const waiting = profiles.find(({ state }) => state.kind === 'mfa' && state.profile === profile)?.state;
  return {
    profile,
    roleName: profiles.find(({ name }) => name === profile)?.roleName,
    device: waiting?.kind === 'mfa' ? waiting.device : undefined,
  };
}
