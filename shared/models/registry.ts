import { z } from 'zod';
import { boundedText, maxProfileName, maxRegion } from './bounds.ts';

/** Twelve digits: an AWS account, which is also the id of its private registry in every region. */
const accountProblem = 'An AWS account is 12 digits.';
export const accountIdSchema = boundedText(12, accountProblem).regex(/^\d{12}$/, accountProblem);

const regionProblem = 'A region is lower-case letters, digits and hyphens, as in eu-west-1.';
export const regionSchema = boundedText(maxRegion, regionProblem).regex(/^[a-z0-9-]{2,40}$/, regionProblem);

export const profileNameSchema = boundedText(maxProfileName).min(1);

/** One side of a replication: a profile and a region, and another account's registry when one is named. */
export const registrySelectionSchema = z.object({
  profile: profileNameSchema,
  region: regionSchema,
  /** The account that owns the registry; the profile's own account when absent. */
  registryId: accountIdSchema.optional(),
});

export type RegistrySelection = z.infer<typeof registrySelectionSchema>;

/** A registry as AWS itself reports it for a selection, with the identity that acts there. */
export interface RegistryIdentity {
  readonly profile: string;
  readonly region: string;
  /** The account that owns the registry, 12 digits. */
  readonly registryId: string;
  /** The account that the credentials belong to, 12 digits. */
  readonly accountId: string;
  /** The caller's ARN as STS reports it. */
  readonly arn: string;
  /** When the credentials end and somebody has to act, in milliseconds since 1970; absent where they do not, or where nobody knows. */
  readonly expiresAt?: number | undefined;
}
