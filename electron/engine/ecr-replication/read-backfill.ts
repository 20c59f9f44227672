import type {
  DescribeReplicationBackfillResultsResponse,
  ReplicationBackfillResult,
  ReplicationBackfillSummary,
} from '@aws-sdk/client-ecr';
import type { RegistryReference } from '../../../shared/models/reference.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type {
  Backfill,
  BackfillFailure,
  BackfillProgress,
  BackfillResults,
} from '../../../shared/models/replication-backfill.ts';
import { isBackfillFinished } from '../../../shared/models/replication-backfill.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { ecrApi } from '../ecr/operations.ts';
import { paginate } from '../ecr/paginate.ts';

/** A registry whose backfills are read, and the selection that opens it. */
export interface BackfillSource {
  readonly registry: RegistryConnection;
  readonly selection: RegistrySelection;
  readonly reference: RegistryReference;
}

/** One page of results, the most that a call returns. */
const maxFailures = 1000;

const toProgress = ({
  totalReplicationCount: total = 0,
  completedReplicationCount: completed = 0,
  failedReplicationCount: failed = 0,
  failureCodes = [],
}: NonNullable<ReplicationBackfillSummary['progress']>): BackfillProgress => ({
  total,
  completed,
  failed,
  failureCodes,
});

const toFailure = ({
  repositoryName = '',
  imageId,
  failureCode = 'Unknown',
  subImageFailureCodes = [],
}: ReplicationBackfillResult): BackfillFailure => ({
  repositoryName,
  digest: imageId?.imageDigest,
  tag: imageId?.imageTag,
  failureCode,
  childFailureCodes: subImageFailureCodes,
});

/** Converts a backfill of ECR's answer. */
export function toBackfill(
  { selection, reference }: BackfillSource,
  answer: Partial<ReplicationBackfillSummary>,
): Backfill {
  const {
    replicationBackfillId: id = '',
    destination,
    status = 'PREPARING',
    progress,
    startedAt,
    endedAt,
  } = answer;
  return {
    id,
    selection,
    source: reference,
    destination: { accountId: destination?.registryId ?? '', region: destination?.region ?? '' },
    status,
    failureCode: answer.failureCode,
    progress: progress && toProgress(progress),
    startedAt: startedAt?.getTime() || 0,
    endedAt: endedAt?.getTime() || undefined,
  };
}

const toResults = ({
  results = [],
  nextToken,
}: DescribeReplicationBackfillResultsResponse): BackfillResults => ({
  failures: results.map(toFailure),
  hasMore: Boolean(nextToken),
});

/**
 * Reads the state of a backfill, and the failed images of one that has ended.
 *
 * @throws EngineError `invalid-input` for an unknown backfill; `access-denied` without
 *   ecr:DescribeReplicationBackfillResults.
 */
export async function readBackfill(
  source: BackfillSource,
  replicationBackfillId: string,
  signal?: AbortSignal,
): Promise<Backfill> {
  const answer = await ecrApi.describeReplicationBackfillResults(
    source.registry,
    { replicationBackfillId, resultStatusFilter: 'FAILED', maxResults: maxFailures },
    signal,
  );
  const backfill = toBackfill(source, answer);
  return isBackfillFinished(backfill.status) ? { ...backfill, results: toResults(answer) } : backfill;
}

/** Lists the backfills of a registry, the newest first. @throws EngineError `access-denied` without ecr:ListReplicationBackfills. */
export async function listBackfills(source: BackfillSource): Promise<readonly Backfill[]> {
  const pages = await paginate('ListReplicationBackfills', (nextToken) =>
    ecrApi.listReplicationBackfills(source.registry, { nextToken, maxResults: 50 }),
  );
  return pages
    .flatMap(({ backfills = [] }) => backfills)
    .map((summary) => toBackfill(source, summary))
    .toSorted((a, b) => b.startedAt - a.startedAt);
}
