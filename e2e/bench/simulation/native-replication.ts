/** Seconds from one bound to another. */
export interface AssumedTime {
  readonly low: number;
  readonly high: number;
}

/**
 * Seconds in which most images replicate.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
const documentedSeconds = 30 * 60;

/**
 * How long ECR's own replication takes, with one backfill for each destination region at the same time. An assumption, because
 * AWS documents no rate: at best all images replicate at the same time, each in the documented half hour; otherwise ECR writes
 * manifests no faster than PutImage's quota allows callers, although replication does not use up that quota.
 *
 * @param quotaBound the least seconds that PutImage's quota allows.
 */
export const assumeReplicationTime = (quotaBound: number): AssumedTime => ({
  low: documentedSeconds,
  high: Math.max(documentedSeconds, quotaBound),
});
