import type { EngineError } from '../../errors/engine-error.ts';
import type { SleepWatch } from '../../async/computer-sleep.ts';
import type { RetryPolicy } from '../../async/retry.ts';

/** The profile whose credentials sign a call. */
export interface ProfileCredentials {
  readonly profile: string;
  /** Resolves the profile and verifies its credentials with AWS. @throws when AWS refuses them. */
  check(signal: AbortSignal): Promise<unknown>;
}

/** The work that calls belong to, such as a transfer. Its calls retry for longer than those that a user waits for. */
export interface CallContext {
  readonly retryPolicy: RetryPolicy;
  /** The sleep of the computer, which interrupts calls. */
  readonly sleep: SleepWatch;
  /** Resolves as soon as the work is not paused and the computer is awake. @throws when the work is cancelled. */
  whenResumed(): Promise<void>;
  /** Reports that AWS accepted bytes or responded: the network works. */
  reportActivity(): void;
  /** Reports that a call failed. The call may be retried. */
  reportFailure(error: EngineError): void;
  /**
   * Waits after a call failed because the profile's credentials or its sign-in have expired. Resolves when AWS accepts
   * the profile again. @throws when the work is cancelled.
   */
  waitForCredentials(error: EngineError, credentials: ProfileCredentials): Promise<void>;
}
