import { setTimeout as delay } from 'node:timers/promises';

/** The rates of calls to ECR, and the effect of a throttling error. */
export interface PacingPolicy {
  /** Calls per second by operation, for each account and region. Other operations are paced after ECR throttles them. */
  readonly rates: Readonly<Record<string, number>>;
  /** Milliseconds of the rate that can be sent as a burst. */
  readonly burst: number;
  /** Factor by which a throttling error lowers the rate: another process uses the quota of the same account. */
  readonly slowDown: number;
  /** Lower bound of the rate, as a share of the whole rate. */
  readonly minShare: number;
  /** Minimum milliseconds between two reductions: throttling errors of one burst count once. */
  readonly slowDownInterval: number;
  /** Milliseconds until the whole rate is reached again. */
  readonly recovery: number;
  /**
   * Lower bound in calls per second for the estimated quota of a throttled operation without a published one; undefined
   * to leave such operations unpaced.
   */
  readonly minQuota: number | undefined;
}

/**
 * ECR's published quotas (Amazon ECR user guide, "Amazon ECR service quotas"). A burst of nine tenths of a second leaves
 * room for jitter of the network.
 */
export const defaultPacingPolicy: PacingPolicy = {
  rates: {
    BatchCheckLayerAvailability: 1_000,
    BatchGetImage: 2_000,
    CompleteLayerUpload: 100,
    GetDownloadUrlForLayer: 3_000,
    InitiateLayerUpload: 100,
    PutImage: 10,
    UploadLayerPart: 500,
  },
  burst: 900,
  slowDown: 0.5,
  minShare: 0.1,
  slowDownInterval: 1_000,
  recovery: 60_000,
  minQuota: 10,
};

/** Paces the calls of one account in one region. */
export interface Pace {
  /** Resolves when a call of this operation can be sent. @throws the signal's reason as soon as it is aborted. */
  beforeCall(operation: string, signal?: AbortSignal): Promise<void>;
  /** Lowers the rate of an operation that AWS throttled. */
  reportThrottled(operation: string): void;
}

/** The paces of all accounts and regions. */
export interface Pacing {
  paceOf(account: string, region: string): Pace;
}

interface PacingPorts {
  /** Monotonic clock, in milliseconds. */
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

const systemPorts: PacingPorts = {
  now: () => performance.now(),
  wait: (milliseconds, signal) => delay(milliseconds, undefined, signal ? { signal } : {}),
};

/** A token bucket. */
interface Bucket {
  /** Negative while calls wait. */
  tokens: number;
  filledAt: number;
  /** The share of the rate after the last reduction at `slowedAt`. */
  share: number;
  slowedAt: number;
}

/** Number of calls of an operation in the current second and in the second before. */
interface RecentCalls {
  readonly second: number;
  count: number;
  readonly countBefore: number;
}

/** Creates the paces, one for each account and region. */
export function createPacing(policy: PacingPolicy = defaultPacingPolicy, ports = systemPorts): Pacing {
  const paces = new Map<string, Pace>();
  return {
    paceOf(account, region) {
      const key = `${account} ${region}`;
      const pace = paces.get(key) ?? createPace(policy, ports);
      paces.set(key, pace);
      return pace;
    },
  };
}

function createPace(policy: PacingPolicy, { now, wait }: PacingPorts): Pace {
  const buckets = new Map<string, Bucket>();
  const recentCalls = new Map<string, RecentCalls>();
  /** Estimated calls per second of throttled operations without a published quota. */
  const estimatedRates = new Map<string, number>();
  const getRate = (operation: string): number | undefined =>
    policy.rates[operation] ?? estimatedRates.get(operation);
  const getCapacity = (rate: number): number => Math.max(1, (rate * policy.burst) / 1000);

  const getBucket = (operation: string, rate: number): Bucket => {
    const existing = buckets.get(operation);
    if (existing) return existing;
    const bucket = {
      tokens: getCapacity(rate),
      filledAt: now(),
      share: 1,
      slowedAt: Number.NEGATIVE_INFINITY,
    };
    buckets.set(operation, bucket);
    return bucket;
  };

  const getShare = ({ share, slowedAt }: Bucket): number =>
    Math.min(1, share + (now() - slowedAt) / policy.recovery);

  /** Adds the tokens since the last call. @returns the current rate in calls per millisecond. */
  const fill = (bucket: Bucket, rate: number): number => {
    const perMillisecond = (rate * getShare(bucket)) / 1000;
    bucket.tokens = Math.min(getCapacity(rate), bucket.tokens + (now() - bucket.filledAt) * perMillisecond);
    bucket.filledAt = now();
    return perMillisecond;
  };

  const getRecent = (operation: string): RecentCalls => {
    const second = Math.floor(now() / 1000);
    const last = recentCalls.get(operation);
    if (last?.second === second) return last;
    const recent = { second, count: 0, countBefore: last?.second === second - 1 ? last.count : 0 };
    recentCalls.set(operation, recent);
    return recent;
  };

  /** Estimates the quota from the recent calls that exceeded it. */
  const estimateRate = (operation: string): number | undefined => {
    if (policy.minQuota === undefined) return undefined;
    const { count, countBefore } = getRecent(operation);
    const rate = Math.max(policy.minQuota, count, countBefore);
    estimatedRates.set(operation, rate);
    return rate;
  };

  /** Discards an estimated quota after the recovery time: the real quota may be higher. */
  const discardRecovered = (operation: string): void => {
    const bucket = buckets.get(operation);
    if (!estimatedRates.has(operation) || !bucket || getShare(bucket) < 1) return;
    estimatedRates.delete(operation);
    buckets.delete(operation);
  };

  return {
    async beforeCall(operation, signal) {
      signal?.throwIfAborted();
      discardRecovered(operation);
      getRecent(operation).count += 1;
      const rate = getRate(operation);
      if (rate === undefined) return;
      const bucket = getBucket(operation, rate);
      const perMillisecond = fill(bucket, rate);
      bucket.tokens -= 1;
      if (bucket.tokens >= 0) return;
      try {
        await wait(-bucket.tokens / perMillisecond, signal);
      } catch (error) {
        bucket.tokens += 1;
        throw error;
      }
    },

    reportThrottled(operation) {
      const rate = getRate(operation) ?? estimateRate(operation);
      if (rate === undefined) return;
      const bucket = getBucket(operation, rate);
      fill(bucket, rate);
      if (now() - bucket.slowedAt < policy.slowDownInterval) return;
      bucket.share = Math.max(policy.minShare, getShare(bucket) * policy.slowDown);
      bucket.slowedAt = now();
      bucket.tokens = Math.min(0, bucket.tokens);
    },
  };
}
