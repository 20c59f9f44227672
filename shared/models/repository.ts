import { boundedText, maxRepositoryName } from './bounds.ts';

/** ECR: IMMUTABLE_WITH_EXCLUSION and MUTABLE_WITH_EXCLUSION turn around for tags that match a filter. */
export type TagMutability = 'MUTABLE' | 'IMMUTABLE' | 'IMMUTABLE_WITH_EXCLUSION' | 'MUTABLE_WITH_EXCLUSION';

export type EncryptionType = 'AES256' | 'KMS' | 'KMS_DSSE';

export interface Repository {
  readonly name: string;
  /** `<account>.dkr.ecr.<region>.<suffix>/<name>` */
  readonly uri: string;
  readonly arn: string;
  readonly registryId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly tagMutability: TagMutability;
  /** Wildcard filters (`*`) that the two WITH_EXCLUSION forms go by; otherwise empty. */
  readonly tagMutabilityExclusions: readonly string[];
  readonly encryption: EncryptionType;
  /** ARN of the key, for KMS. */
  readonly kmsKey?: string;
  readonly scanOnPush: boolean;
}

/** ECR's rule for repository names (CreateRepository, API reference). */
export const repositoryNamePattern =
  /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;

export const repositoryNameSchema = boundedText(
  maxRepositoryName,
  'A repository name has at most 256 characters.',
)
  .min(2, 'A repository name has at least 2 characters.')
  .regex(
    repositoryNamePattern,
    'A repository name is lower-case letters and digits, with single . _ - or / between them, as in team/service.',
  );
