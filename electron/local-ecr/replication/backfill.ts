import type { ReplicationDestination } from '../registry/replication-rules.ts';
import { destinationKey, listDestinations } from '../registry/replication-rules.ts';
import type { Registry } from '../registry/registry.ts';
import { compareText } from '../registry/paging.ts';
import type { Replication } from './replicate-image.ts';
import { replicateImage } from './replicate-image.ts';

export type BackfillStatus = 'PREPARING' | 'IN_PROGRESS' | 'STOPPING' | 'STOPPED' | 'COMPLETE' | 'FAILED';

export interface BackfillResult {
  readonly repositoryName: string;
  readonly imageId: { readonly imageDigest: string; readonly imageTag?: string };
  readonly status: 'COMPLETE' | 'FAILED';
  readonly failureCode?: string;
}

/** A backfill of a registry. Times in milliseconds since 1970. */
export interface Backfill {
  readonly id: string;
  readonly destination: ReplicationDestination;
  readonly startedAt: number;
  status: BackfillStatus;
  failureCode?: string;
  endedAt?: number;
  /** Set once the backfill is prepared. */
  work?: { readonly startedAt: number; readonly replications: readonly Replication[] };
  readonly results: BackfillResult[];
}

/** Milliseconds that a push, the preparation of a backfill, and each image of it take. */
export interface ReplicationPace {
  readonly push: number;
  readonly preparation: number;
  readonly image: number;
}

/** A backfill fails when at least half of its replications failed, once this number is done (ECR user guide). */
const judgedAfter = 100;

export const isEnded = ({ status }: Backfill): boolean =>
  status === 'STOPPED' || status === 'COMPLETE' || status === 'FAILED';

/** Lists what a backfill copies: each image once for each of its tags, or once without a tag. */
function listReplications(
  registry: Registry,
  destination: ReplicationDestination,
  to: Registry,
): readonly Replication[] {
  const key = destinationKey(destination);
  return registry
    .sortedRepositories()
    .filter(({ name }) =>
      listDestinations(registry.replicationRules, name).some((each) => destinationKey(each) === key),
    )
    .flatMap((source) =>
      [...source.images.values()]
        .filter(({ status }) => status === 'ACTIVE')
        .toSorted((a, b) => compareText(a.digest, b.digest))
        .flatMap((image) => {
          const tags = image.tags.size === 0 ? [undefined] : [...image.tags].toSorted(compareText);
          return tags.map((tag) => ({ source, image, tag, destination: to }));
        }),
    );
}

function toResult(replication: Replication): BackfillResult {
  const { source, image, tag } = replication;
  return {
    repositoryName: source.name,
    imageId: { imageDigest: image.digest, ...(tag !== undefined && { imageTag: tag }) },
    ...replicateImage(replication),
  };
}

const countFailed = ({ results }: Backfill): number =>
  results.filter(({ status }) => status === 'FAILED').length;

const isFailing = (backfill: Backfill): boolean =>
  backfill.results.length >= judgedAfter && countFailed(backfill) * 2 >= backfill.results.length;

function end(backfill: Backfill, status: BackfillStatus, now: number): void {
  backfill.status = status;
  backfill.endedAt = now;
  if (status === 'FAILED') backfill.failureCode = 'TooManyFailures';
}

/** Brings a backfill to its state at a time, and copies the images that are due by then. */
export function advanceBackfill(
  backfill: Backfill,
  { from, to }: { readonly from: Registry; readonly to: Registry },
  pace: ReplicationPace,
  now: number,
): void {
  if (isEnded(backfill)) return;
  if (backfill.status === 'STOPPING') return end(backfill, 'STOPPED', now);
  if (backfill.status === 'PREPARING') {
    const preparedAt = backfill.startedAt + pace.preparation;
    if (now < preparedAt) return;
    const replications = listReplications(from, backfill.destination, to);
    backfill.work = { startedAt: preparedAt, replications };
    backfill.status = 'IN_PROGRESS';
  }
  const { startedAt, replications } = backfill.work ?? { startedAt: now, replications: [] };
  const due = pace.image === 0 ? replications.length : Math.floor((now - startedAt) / pace.image);
  for (const replication of replications.slice(backfill.results.length, due)) {
    backfill.results.push(toResult(replication));
    if (isFailing(backfill)) return end(backfill, 'FAILED', now);
  }
  if (backfill.results.length === replications.length) end(backfill, 'COMPLETE', now);
}

/** The progress; undefined until the backfill is prepared. */
export function progressOf(backfill: Backfill): object | undefined {
  if (!backfill.work) return undefined;
  const failed = countFailed(backfill);
  return {
    totalReplicationCount: backfill.work.replications.length,
    completedReplicationCount: backfill.results.length - failed,
    failedReplicationCount: failed,
    failureCodes: [...new Set(backfill.results.flatMap(({ failureCode }) => failureCode ?? []))],
  };
}
