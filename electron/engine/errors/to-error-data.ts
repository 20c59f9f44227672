import type { ErrorData } from '../../../shared/result.ts';
import { EngineError } from './engine-error.ts';
import { redactErrorData } from './redact-error-data.ts';

/** Cancelled by a person: the only "error" that is no news to them. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Any thrown value as data, for the last step before it leaves the main process. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof EngineError) return error.data;
  if (isAbort(error)) return { code: 'cancelled', message: 'Cancelled.', retryable: false };
  const message = error instanceof Error ? error.message : String(error);
  return redactErrorData({
    code: 'internal',
    message: 'Something went wrong inside the app. Try again; if it stays, the log file has the details.',
    retryable: false,
    action: 'retry',
    detail: message,
  });
}
