import { createSingleFlight } from '../../async/single-flight.ts';
import type { AwsCredentials } from './aws-credentials.ts';

/** Credentials in memory, and what they were resolved from. */
export interface CachedCredentials {
  readonly credentials: AwsCredentials;
  /** Of the files' values behind them. */
  readonly fingerprint: string;
  /** Whether they are renewed without anybody's help. */
  readonly renews: boolean;
  /** When they came, on the clock of `performance.now`. */
  readonly since: number;
}

/** Renewed this long before their end, as the SDK does, in milliseconds. */
const renewalMargin = 5 * 60_000;

/** So short before their end they are given to nobody. */
const minLeft = 30_000;

/** From one resolution to the next, in milliseconds, while what is held is still good: some last for less than the margin. */
const renewalPause = 30_000;

const millisecondsLeft = ({ credentials: { expiration } }: CachedCredentials): number =>
  expiration === undefined ? Infinity : expiration.getTime() - Date.now();

/**
 * One profile's credentials, for every client of that profile: both sides, every region. Two clients of the SDK's own
 * making would ask twice (two MFA prompts, two role sessions).
 */
export class CredentialCache {
  #held: CachedCredentials | undefined;
  readonly #share = createSingleFlight<CachedCredentials>();
  #renewAfter = 0;

  get held(): CachedCredentials | undefined {
    return this.#held;
  }

  /** What is held where it is good for long enough, else what `resolve` gives; asked once for all who wait. */
  async get(resolve: () => Promise<CachedCredentials>): Promise<AwsCredentials> {
    const held = this.#held;
    const left = held ? millisecondsLeft(held) : 0;
    const isGood = held && left > minLeft;
    if (isGood && (!held.renews || left > renewalMargin || performance.now() < this.#renewAfter))
      return held.credentials;
    try {
      const { credentials } = await this.#share('resolve', () => this.#resolve(resolve));
      return credentials;
    } catch (error) {
      // Good to the end, whatever keeps the next ones from coming.
      if (isGood && this.#held === held) return held.credentials;
      throw error;
    }
  }

  keep(held: CachedCredentials): void {
    this.#held = held;
  }

  /**
   * Forgets what is held.
   *
   * @param before only what had come by then, on the clock of `performance.now`: an answer to an older request says
   * nothing of newer credentials.
   */
  forget(before = Infinity): void {
    if (this.#held && this.#held.since <= before) this.#held = undefined;
  }

  async #resolve(resolve: () => Promise<CachedCredentials>): Promise<CachedCredentials> {
    try {
      const held = await resolve();
      this.#held = held;
      return held;
    } finally {
      this.#renewAfter = performance.now() + renewalPause;
    }
  }
}
