import type { ErrorData } from '../../../shared/models/result.ts';
import { EngineError } from './engine-error.ts';

import { sanitizeErrorData } from './sanitize-error-data.ts';

/** Whether a thrown value is the reason of an aborted signal, as after a cancellation by the user. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** The message of any thrown value, including values whose conversion to a string throws. */
function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return 'An error without a readable message.';
  }
}

/** Converts any thrown value to sanitized error data, as the last step before it leaves the main process. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof EngineError) return error.data;
  if (isAbort(error)) return { code: 'cancelled', message: 'Cancelled.', retryable: false };
  return sanitizeErrorData({
    code: 'internal',
    message:
      'The app failed unexpectedly. Try again. If the error persists, see the details in the log file.',
    retryable: false,
    action: 'retry',
    detail: messageOf(error),
  });
}
