import { z } from 'zod';
import { boundedText, maxProfileName, maxRegion } from './bounds.ts';

/** An AWS account, whose number is also the id of its private registry in every region. */
const accountProblem = 'An AWS account has 12 digits.';
export const accountIdSchema = boundedText(12, accountProblem).regex(/^\d{12}$/, accountProblem);

const regionProblem = 'A region has lower-case letters, digits and hyphens within it, as in eu-west-1.';
/** A region is a part of host names: it can neither begin nor end with a hyphen. */
export const regionSchema = boundedText(maxRegion, regionProblem).regex(
  /^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$/,
  regionProblem,
);

export const profileNameSchema = boundedText(maxProfileName).min(1);

/** One side of a replication: a profile, a region, and optionally the registry of another account. */
export const registrySelectionSchema = z.object({
  profile: profileNameSchema,
  region: regionSchema,
  /** The account that owns the registry; the profile's own account when absent. */
  registryId: accountIdSchema.optional(),
});

export type RegistrySelection = z.infer<typeof registrySelectionSchema>;

/** Only the registry of a value that names more, such as a repository. */
export const toRegistrySelection = ({
  profile,
  region,
  registryId,
}: RegistrySelection): RegistrySelection => ({
  profile,
  region,
  ...(registryId !== undefined && { registryId }),
});

/** A key of a registry for views and components, such as `build us-east-1`. */
export const registryKey = ({ profile, region, registryId }: RegistrySelection): string =>
  [profile, region, registryId].filter(Boolean).join(' ');

/** A registry and the identity of its caller, as AWS reports them. */
export interface RegistryIdentity {
  readonly profile: string;
  readonly region: string;
  /** The account that owns the registry, 12 digits. */
  readonly registryId: string;
  /** The account that the credentials belong to, 12 digits. */
  readonly accountId: string;
  /** The caller's ARN as STS reports it. */
  readonly arn: string;
  /** When the user has to renew the credentials, in milliseconds since 1970; absent when that is unknown or not needed. */
  readonly expiresAt?: number | undefined;
}
