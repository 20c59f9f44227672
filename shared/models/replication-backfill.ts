import { z } from 'zod';
import { boundedText, milliseconds } from './bounds.ts';
import type { RegistryReference } from './reference.ts';
import type { RegistrySelection } from './registry.ts';
import { accountIdSchema, regionSchema, registrySelectionSchema } from './registry.ts';
import type { ErrorData } from './result.ts';

/** ECR returns UUIDs; the API reference names no format. */
export const backfillIdSchema = boundedText(128).regex(
  /^[\w-]+$/,
  'The ID of a backfill has letters, digits and hyphens.',
);

const registrySchema = z.object({ accountId: accountIdSchema, region: regionSchema });

/** A backfill that had not ended when its state was last read. The settings store it, so that it is found after a restart. */
const startedBackfillSchema = z.object({
  id: backfillIdSchema,
  /** The registry that the images are copied from, with the profile that started or followed the backfill. */
  selection: registrySelectionSchema,
  source: registrySchema,
  destination: registrySchema,
  startedAt: milliseconds,
});
export type StartedBackfill = Readonly<z.infer<typeof startedBackfillSchema>>;

export const maxStartedBackfills = 20;
export const startedBackfillsSchema = z.array(startedBackfillSchema).max(maxStartedBackfills);

/** ReplicationBackfillStatus of the ECR API. */
export type BackfillStatus = 'PREPARING' | 'IN_PROGRESS' | 'STOPPING' | 'STOPPED' | 'COMPLETE' | 'FAILED';

export interface BackfillProgress {
  /** Replications; each image counts once for each of its tags. */
  readonly total: number;
  readonly completed: number;
  readonly failed: number;
  /** Each once. */
  readonly failureCodes: readonly string[];
}

/** One image that the backfill did not copy. */
export interface BackfillFailure {
  readonly repositoryName: string;
  readonly digest?: string | undefined;
  readonly tag?: string | undefined;
  readonly failureCode: string;
  /** Of an index: the failure codes of its manifests. */
  readonly childFailureCodes: readonly string[];
}

/** The results of a finished backfill, which ECR keeps for 90 days. */
export interface BackfillResults {
  /** The first 1,000. */
  readonly failures: readonly BackfillFailure[];
  /** True when there are more failures. */
  readonly hasMore: boolean;
}

/**
 * A backfill: ECR copies the existing images that the replication rules for one destination match.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication-backfill.html
 */
export interface Backfill {
  readonly id: string;
  /** The registry that the images are copied from, with the profile that reads the backfill. */
  readonly selection: RegistrySelection;
  readonly source: RegistryReference;
  readonly destination: RegistryReference;
  readonly status: BackfillStatus;
  /** Why the whole backfill failed. */
  readonly failureCode?: string | undefined;
  /** Absent while ECR prepares the list of images. */
  readonly progress?: BackfillProgress | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970; absent until the backfill has ended. */
  readonly endedAt?: number | undefined;
  /** Present when the backfill has ended and its results were read. */
  readonly results?: BackfillResults | undefined;
  /** Set while only the start of the backfill is known, from the settings: follow it to read status and progress. */
  readonly isUnread?: boolean | undefined;
  /** Why its state is not read any more; follow it again to read on. */
  readonly followError?: ErrorData | undefined;
}

/** Whether a status is final. */
export function isBackfillFinished(status: BackfillStatus): boolean {
  switch (status) {
    case 'PREPARING':
    case 'IN_PROGRESS':
    case 'STOPPING':
      return false;
    case 'STOPPED':
    case 'COMPLETE':
    case 'FAILED':
      return true;
  }
}
