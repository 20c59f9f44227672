import type { ReplicationRule } from './ecr-replication.ts';
import type { Readable } from './image-details.ts';
import type { RegistryReference } from './reference.ts';
import type { RegistryIdentity } from './registry.ts';
import type { Backfill } from './replication-backfill.ts';

/** A template for the repositories that ECR creates. */
export interface CreationTemplate {
  /** A namespace such as `team/services`, or `ROOT`. */
  readonly prefix: string;
  readonly description?: string | undefined;
  /** REPLICATION, PULL_THROUGH_CACHE or CREATE_ON_PUSH. */
  readonly appliedFor: readonly string[];
  /** All its properties as JSON. */
  readonly template: string;
}

/** The replication settings of a registry. A part that the profile has no permission for contains the error. */
export interface RegistryReplication {
  readonly registry: RegistryIdentity;
  readonly rules: Readable<readonly ReplicationRule[]>;
  /** The registry policy as JSON; null when there is none. */
  readonly policy: Readable<string | null>;
  readonly creationTemplates: Readable<readonly CreationTemplate[]>;
  /** The newest first. */
  readonly backfills: Readable<readonly Backfill[]>;
}

/** The replication of one image to one destination. */
export interface DestinationStatus {
  readonly destination: RegistryReference;
  readonly status: 'IN_PROGRESS' | 'COMPLETE' | 'FAILED';
  readonly failureCode?: string | undefined;
}

/** The replication of one image; empty for an image that no rule has replicated. */
export interface ImageReplication {
  readonly digest: string;
  readonly destinations: Readable<readonly DestinationStatus[]>;
}
