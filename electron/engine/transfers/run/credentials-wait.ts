import type { ErrorData } from '../../../../shared/models/result.ts';
import { rejectOnAbort } from '../../async/abort.ts';
import type { CallContext } from '../../aws/clients/call-context.ts';

/** Waits until expired credentials are valid again: one wait for each profile, however many calls need it. */
export interface CredentialsWait {
  readonly renewed: CallContext['waitForCredentials'];
  /** Why the run waits; undefined when it does not wait. */
  readonly error: ErrorData | undefined;
  /** Checks the credentials at once. */
  checkNow(): void;
}

interface CredentialsWaitOptions {
  /** Milliseconds between two checks. */
  readonly interval: number;
  readonly signal: AbortSignal;
  /** Called when `error` changed. */
  readonly changed: () => void;
}

interface PendingWait {
  readonly error: ErrorData;
  readonly ended: Promise<void>;
  /** Ends the pause between two checks. */
  checkNow: () => void;
}

/** Creates the waits. Credentials are checked until a check succeeds, whatever the reason of its failure is. */
export function createCredentialsWait({
  interval,
  signal,
  changed,
}: CredentialsWaitOptions): CredentialsWait {
  /** By profile. */
  const pending = new Map<string, PendingWait>();

  const waitForNextCheck = async (wait: Pick<PendingWait, 'checkNow'>): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, interval);
    wait.checkNow = resolve;
    try {
      await rejectOnAbort(promise, signal);
    } finally {
      clearTimeout(timer);
    }
  };

  const startWait: (...call: Parameters<CallContext['waitForCredentials']>) => PendingWait = (
    { data },
    credentials,
  ) => {
    const untilValid = async (): Promise<void> => {
      try {
        for (;;) {
          await waitForNextCheck(wait);
          try {
            await rejectOnAbort(credentials.check(signal), signal);
            return;
          } catch {
            // The credentials are still expired, or AWS cannot be reached: the next check decides.
            signal.throwIfAborted();
          }
        }
      } finally {
        pending.delete(credentials.profile);
        changed();
      }
    };
    const wait = { error: data, checkNow: (): void => undefined, ended: Promise.resolve() };
    wait.ended = untilValid();
    return wait;
  };

  return {
    renewed(error, credentials) {
      const existing = pending.get(credentials.profile);
      if (existing) return existing.ended;
      const wait = startWait(error, credentials);
      pending.set(credentials.profile, wait);
      changed();
      return wait.ended;
    },
    get error() {
      return pending.values().next().value?.error;
    },
    checkNow() {
      for (const wait of pending.values()) wait.checkNow();
    },
  };
}
