import { describeCallError, type ErrorContext } from '../../errors/describe-aws-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { withRetry } from '../../async/retry.ts';
import type { ClientSettings } from '../network/client-settings.ts';

/** A connection to an AWS service other than ECR with the credentials of a profile. */
export interface ServiceConnection {
  /** For a client of the SDK. Never destroy it: that closes the connections that all clients share. */
  readonly settings: ClientSettings;
  /**
   * Calls an operation, and retries temporary failures.
   *
   * @throws EngineError that names service and operation; AbortError when the signal is aborted.
   */
  call<T>(
    operation: string,
    send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
}

/**
 * Creates a connection. Unlike those of ECR, its calls are not paced and do not wait for expired credentials.
 *
 * @param context what the errors of its calls name.
 */
export const createServiceConnection = (
  settings: ClientSettings,
  retryPolicy: RetryPolicy,
  context: Omit<ErrorContext, 'operation'>,
): ServiceConnection => ({
  settings,
  call: (operation, send, signal) =>
    withRetry(retryPolicy, signal, async (_number, abortSignal) => {
      try {
        return await send({ abortSignal });
      } catch (error) {
        if (isAbort(error)) throw error;
        throw describeCallError(error, { ...context, operation });
      }
    }),
});
