import type { ErrorData } from '../../../shared/models/result.ts';

import { sanitizeErrorData } from './sanitize-error-data.ts';

/**
 * The error class of the engine: data for the user, with the original error as its `cause`. The data is sanitized on
 * construction; the cause can contain secrets and is only for the log, which redacts it.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly data: ErrorData;

  constructor(data: ErrorData, cause?: unknown) {
    const safe = sanitizeErrorData(data);
    super(safe.message, cause === undefined ? undefined : { cause });
    this.data = safe;
  }
}

/** Whether a thrown value is an EngineError with this code. */
export const hasCode = (error: unknown, code: ErrorData['code']): error is EngineError =>
  error instanceof EngineError && error.data.code === code;
