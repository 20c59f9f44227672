import type { ErrorData } from '../../../shared/models/result.ts';
import { EngineError } from './engine-error.ts';
import { toPrintableError } from './printable-error.ts';
import { sanitizeErrorData } from './sanitize-error-data.ts';

/** Cancelled by a person: the only "error" that is no news to them. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Whatever was thrown: a value may refuse to be read as text. */
function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return 'An error that cannot be described.';
  }
}

/** Any thrown value as data, for the last step before it leaves the main process. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof EngineError) return error.data;
  if (isAbort(error)) return { code: 'cancelled', message: 'Cancelled.', retryable: false };
  return toPrintableError(
    sanitizeErrorData({
      code: 'internal',
      message: 'Something went wrong inside the app. Try again; if it stays, the log file has the details.',
      retryable: false,
      action: 'retry',
      detail: messageOf(error),
    }),
  );
}
