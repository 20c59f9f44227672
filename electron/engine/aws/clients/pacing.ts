import { setTimeout as delay } from 'node:timers/promises';

/** How fast ECR is called, and what a throttling answer changes. */
export interface PacingPolicy {
  /** Calls per second by operation, for each account and region; what is not named is paced once it is throttled. */
  readonly rates: Readonly<Record<string, number>>;
  /** Milliseconds' worth of calls that may go out together. */
  readonly burst: number;
  /** What a throttling answer leaves of the rate: somebody else calls for the same account. */
  readonly slowDown: number;
  /** The least that is left of the rate, whatever AWS answers. */
  readonly lowestShare: number;
  /** Milliseconds from one slowing down to the next: answers to calls of the same burst count once. */
  readonly slowDownInterval: number;
  /** Milliseconds in which the whole rate comes back. */
  readonly recovery: number;
  /**
   * The lowest rate that is taken for the quota of an operation without a published one, when it is throttled; undefined
   * to leave such operations unpaced.
   */
  readonly lowestQuota: number | undefined;
}

/**
 * ECR's published quotas (Amazon ECR service quotas). Nine tenths of a second's worth at once leave room for jitter on
 * the way.
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
  lowestShare: 0.1,
  slowDownInterval: 1_000,
  recovery: 60_000,
  lowestQuota: 10,
};

/** The pace of one account in one region. */
export interface Pace {
  /** Resolves when a call of this operation may go out. @throws the signal's reason as soon as it is aborted. */
  beforeCall(operation: string, signal?: AbortSignal): Promise<void>;
  /** AWS answered that this operation is called too often. */
  throttled(operation: string): void;
}

/** The paces of all accounts and regions that are called with the credentials of one app. */
export interface Pacing {
  of(account: string, region: string): Pace;
}

interface PacingPorts {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

const machine: PacingPorts = {
  now: () => performance.now(),
  wait: (milliseconds, signal) => delay(milliseconds, undefined, signal ? { signal } : {}),
};

interface Bucket {
  /** Below zero: calls that wait for their turn. */
  tokens: number;
  filledAt: number;
  /** The share of the rate that was left when it was last slowed down, and when that was. */
  share: number;
  slowedAt: number;
}

/** How many calls of an operation went out in the present second, and in the one before. */
interface RecentCalls {
  readonly second: number;
  count: number;
  readonly before: number;
}

export function createPacing(policy: PacingPolicy = defaultPacingPolicy, ports = machine): Pacing {
  const paces = new Map<string, Pace>();
  return {
    of(account, region) {
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
  /** Calls per second by operation, where ECR publishes no quota and throttles all the same. */
  const foundRates = new Map<string, number>();
  const rateOf = (operation: string): number | undefined =>
    policy.rates[operation] ?? foundRates.get(operation);
  const capacityOf = (rate: number): number => Math.max(1, (rate * policy.burst) / 1000);

  const bucketOf = (operation: string, rate: number): Bucket => {
    const held = buckets.get(operation);
    if (held) return held;
    const bucket = {
      tokens: capacityOf(rate),
      filledAt: now(),
      share: 1,
      slowedAt: Number.NEGATIVE_INFINITY,
    };
    buckets.set(operation, bucket);
    return bucket;
  };

  const shareOf = ({ share, slowedAt }: Bucket): number =>
    Math.min(1, share + (now() - slowedAt) / policy.recovery);

  /** Fills the bucket up to now; @returns calls per millisecond at present. */
  const fill = (bucket: Bucket, rate: number): number => {
    const perMillisecond = (rate * shareOf(bucket)) / 1000;
    bucket.tokens = Math.min(capacityOf(rate), bucket.tokens + (now() - bucket.filledAt) * perMillisecond);
    bucket.filledAt = now();
    return perMillisecond;
  };

  const recentOf = (operation: string): RecentCalls => {
    const second = Math.floor(now() / 1000);
    const last = recentCalls.get(operation);
    if (last?.second === second) return last;
    const recent = { second, count: 0, before: last?.second === second - 1 ? last.count : 0 };
    recentCalls.set(operation, recent);
    return recent;
  };

  /** What was just called is taken for the quota that it exceeded. */
  const findRate = (operation: string): number | undefined => {
    if (policy.lowestQuota === undefined) return undefined;
    const { count, before } = recentOf(operation);
    const rate = Math.max(policy.lowestQuota, count, before);
    foundRates.set(operation, rate);
    return rate;
  };

  /** A quota that was only found is forgotten once the whole rate has come back: it may be higher than it was taken for. */
  const forgetRecovered = (operation: string): void => {
    const bucket = buckets.get(operation);
    if (!foundRates.has(operation) || !bucket || shareOf(bucket) < 1) return;
    foundRates.delete(operation);
    buckets.delete(operation);
  };

  return {
    async beforeCall(operation, signal) {
      signal?.throwIfAborted();
      forgetRecovered(operation);
      recentOf(operation).count += 1;
      const rate = rateOf(operation);
      if (rate === undefined) return;
      const bucket = bucketOf(operation, rate);
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

    throttled(operation) {
      const rate = rateOf(operation) ?? findRate(operation);
      if (rate === undefined) return;
      const bucket = bucketOf(operation, rate);
      fill(bucket, rate);
      if (now() - bucket.slowedAt < policy.slowDownInterval) return;
      bucket.share = Math.max(policy.lowestShare, shareOf(bucket) * policy.slowDown);
      bucket.slowedAt = now();
      bucket.tokens = Math.min(0, bucket.tokens);
    },
  };
}
