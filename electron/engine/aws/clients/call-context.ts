import type { EngineError } from '../../errors/engine-error.ts';
import type { SleepWatch } from '../../async/computer-sleep.ts';
import type { RetryPolicy } from '../../async/retry.ts';

/** The profile whose credentials a call needs. */
export interface ProfileCredentials {
  readonly profile: string;
  /** Asks the profile anew and AWS whether what it gives is good. @throws when it is not. */
  check(signal: AbortSignal): Promise<unknown>;
}

/** A long piece of work, whose calls are more patient than those that a person waits for. */
export interface CallContext {
  readonly retryPolicy: RetryPolicy;
  /** The sleep of the computer, which interrupts calls that are not to blame for it. */
  readonly sleep: SleepWatch;
  /** Resolves when a call may go out: not while the work is paused or the computer asleep. @throws when the work is cancelled. */
  pass(): Promise<void>;
  /** AWS took bytes or answered: the network is there. */
  reportActivity(): void;
  /** A call failed; it may be made again. */
  reportFailure(error: EngineError): void;
  /**
   * A call failed because the profile's credentials have expired or its sign-in has. Resolves when they are good
   * again. @throws when the work is cancelled.
   */
  waitForCredentials(error: EngineError, credentials: ProfileCredentials): Promise<void>;
}
