import { EcrError } from '../registry/ecr-error.ts';

/** ECR's quotas in calls per second, for each account and region. Operations without a published quota are unlimited. */
export const quotaRates: Readonly<Record<string, number>> = {
  BatchCheckLayerAvailability: 1_000,
  BatchGetImage: 2_000,
  CompleteLayerUpload: 100,
  GetAuthorizationToken: 500,
  GetDownloadUrlForLayer: 3_000,
  InitiateLayerUpload: 100,
  PutImage: 10,
  UploadLayerPart: 500,
};

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** A token bucket for every operation of every account and region, with a capacity of one second of calls. */
export class TokenBuckets {
  /** Calls per second by operation; can change at any time. */
  rates: Readonly<Record<string, number>>;
  readonly #buckets = new Map<string, Bucket>();
  readonly #now: () => number;

  /** @param now milliseconds of a monotonic clock. */
  constructor(rates: Readonly<Record<string, number>> = {}, now = (): number => performance.now()) {
    this.rates = rates;
    this.#now = now;
  }

  /** @throws EcrError ThrottlingException */
  take(operation: string, accountId: string, region: string): void {
    const rate = this.rates[operation];
    if (rate === undefined) return;
    const capacity = Math.max(1, rate);
    const now = this.#now();
    const key = `${operation} ${accountId} ${region}`;
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, filledAt: now };
    bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.filledAt) / 1000) * rate);
    bucket.filledAt = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) throw new EcrError('ThrottlingException', 'Rate exceeded');
    bucket.tokens -= 1;
  }
}
