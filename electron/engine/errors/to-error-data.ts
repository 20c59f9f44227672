import type { ErrorData } from '../../../shared/models/result.ts';
import { EngineError } from './engine-error.ts';
import { sanitizeErrorData } from './sanitize-error-data.ts';

/** Whether a thrown value is the reason of an aborted signal, as after a cancellation by the user. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

const describeUnknown = (detail: string): ErrorData =>
  sanitizeErrorData({
    code: 'internal',
    message:
      'The app failed unexpectedly. Try again. If the error persists, see the details in the log file.',
    retryable: false,
    action: 'retry',
    detail,
  });

/**
 * Converts any thrown value to sanitized error data, as the last step before it leaves the main process. Never throws,
 * also for values that throw when they are read.
 */
export function toErrorData(error: unknown): ErrorData {
  try {
    if (error instanceof EngineError) return error.data;
    if (isAbort(error)) return { code: 'cancelled', message: 'Canceled.', retryable: false };
    return describeUnknown(String(error instanceof Error ? error.message : error));
  } catch {
    return describeUnknown('An error without a readable message.');
  }
}
