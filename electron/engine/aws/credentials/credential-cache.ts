import { createSingleFlight } from '../../async/single-flight.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';

/** Credentials in memory, and what they were resolved from. */
export interface CachedCredentials {
  readonly credentials: AwsCredentials;
  /** Of the profile values that they were resolved from. */
  readonly fingerprint: string;
  /** Whether they can be renewed without a user. */
  readonly renews: boolean;
  /** When they were resolved, on the clock of `performance.now`. */
  readonly since: number;
}

/** Milliseconds before the expiration at which credentials are renewed, as in the SDK. */
const renewalMargin = 5 * 60_000;

/** Milliseconds before the expiration at which credentials are no longer returned. */
const minRemaining = 30_000;

/** Milliseconds between two renewals while the cached credentials are valid: some credentials last less than the margin. */
const renewalPause = 30_000;

const millisecondsLeft = ({ credentials: { expiration } }: CachedCredentials): number =>
  expiration === undefined ? Infinity : expiration.getTime() - Date.now();

/**
 * The credentials of one profile, shared by every client of that profile on both sides and in every region. Two
 * providers of the SDK resolve a profile twice: two MFA codes, two role sessions.
 */
export class CredentialCache {
  #cached: CachedCredentials | undefined;
  readonly #share = createSingleFlight<CachedCredentials>();
  #renewAfter = 0;

  get cached(): CachedCredentials | undefined {
    return this.#cached;
  }

  /**
   * Returns the cached credentials while they are valid for long enough, and those of `resolve` otherwise. Concurrent
   * callers share one call of `resolve`.
   *
   * @throws what `resolve` throws, unless the cached credentials are still valid.
   */
  async get(resolve: () => Promise<CachedCredentials>): Promise<AwsCredentials> {
    const cached = this.#cached;
    const left = cached ? millisecondsLeft(cached) : 0;
    const isValid = cached && left > minRemaining;
    if (isValid && (!cached.renews || left > renewalMargin || performance.now() < this.#renewAfter))
      return cached.credentials;
    try {
      const { credentials } = await this.#share('resolve', () => this.#resolve(resolve));
      return credentials;
    } catch (error) {
      // Valid credentials are used until they expire, even when their renewal fails.
      if (isValid && this.#cached === cached) return cached.credentials;
      throw error;
    }
  }

  set(cached: CachedCredentials): void {
    this.#cached = cached;
  }

  /**
   * Discards the cached credentials.
   *
   * @param before discards only credentials that were resolved by then, on the clock of `performance.now`: the response
   * to an older request says nothing about newer credentials.
   */
  discard(before = Infinity): void {
    if (this.#cached && this.#cached.since <= before) this.#cached = undefined;
  }

  async #resolve(resolve: () => Promise<CachedCredentials>): Promise<CachedCredentials> {
    try {
      const cached = await resolve();
      this.#cached = cached;
      return cached;
    } finally {
      this.#renewAfter = performance.now() + renewalPause;
    }
  }
}
