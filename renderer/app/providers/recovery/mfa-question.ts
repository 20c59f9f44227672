import type { ProfileListing } from '../../../../shared/models/profile.ts';
import type { MfaQuestion } from '../../../features/sign-in/mfa/mfa-dialog.tsx';

/** What is known of the profile of a chain that wants a code: any profile behind it may name the device. */
export function mfaQuestion(listing: ProfileListing | undefined, profile: string): MfaQuestion {
  const profiles = listing?.profiles ?? [];
  const waiting = profiles.find(({ state }) => state.kind === 'mfa' && state.profile === profile)?.state;
  return {
    profile,
    roleName: profiles.find(({ name }) => name === profile)?.roleName,
    device: waiting?.kind === 'mfa' ? waiting.device : undefined,
  };
}
