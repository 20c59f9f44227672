import type { ErrorData } from '../../../../shared/result.ts';
import type { ErrorContext } from '../../aws/clients/call-context.ts';
import { rejectOnAbort } from '../../async/abort.ts';

/** Waits for expired credentials, each profile's once however many calls need them. */
export interface CredentialsWait {
  readonly renewed: ErrorContext['credentialsRenewed'];
  /** What is waited for; undefined when nothing is. */
  readonly error: ErrorData | undefined;
  /** Looks at once instead of at the next turn. */
  checkNow(): void;
}

interface CredentialsWaitOptions {
  /** Milliseconds from one look to the next. */
  readonly interval: number;
  readonly signal: AbortSignal;
  /** Called when `error` is another one. */
  readonly changed: () => void;
}

interface Waiting {
  readonly error: ErrorData;
  readonly ended: Promise<void>;
  wake: () => void;
}

export function createCredentialsWait({
  interval,
  signal,
  changed,
}: CredentialsWaitOptions): CredentialsWait {
  const waiting = new Map<string, Waiting>();

  const turn = async (entry: Pick<Waiting, 'wake'>): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, interval);
    entry.wake = resolve;
    try {
      await rejectOnAbort(promise, signal);
    } finally {
      clearTimeout(timer);
    }
  };

  const look: (...given: Parameters<ErrorContext['credentialsRenewed']>) => Waiting = (
    { data },
    credentials,
  ) => {
    const untilGood = async (): Promise<void> => {
      try {
        for (;;) {
          await turn(entry);
          try {
            await rejectOnAbort(credentials.check(signal), signal);
            return;
          } catch {
            // Not good yet, or AWS is out of reach: the next look tells.
            signal.throwIfAborted();
          }
        }
      } finally {
        waiting.delete(credentials.profile);
        changed();
      }
    };
    const entry = { error: data, wake: (): void => undefined, ended: Promise.resolve() };
    entry.ended = untilGood();
    return entry;
  };

  return {
    renewed(error, credentials) {
      const held = waiting.get(credentials.profile);
      if (held) return held.ended;
      const entry = look(error, credentials);
      waiting.set(credentials.profile, entry);
      changed();
      return entry.ended;
    },
    get error() {
      return waiting.values().next().value?.error;
    },
    checkNow() {
      for (const { wake } of waiting.values()) wake();
    },
  };
}
