import type { ProfileListing } from '../../../shared/models/profile.ts';

/**
 * Whether the AWS console has the repositories of a profile: not those of the demo or of a custom endpoint. Undefined
 * `listing` while the profiles are not loaded.
 */
export const hasConsole =
  (listing: ProfileListing | undefined) =>
  (profile: string): boolean =>
    listing?.demo === false &&
    listing.profiles.some(({ name, customEndpoint }) => name === profile && !customEndpoint);
