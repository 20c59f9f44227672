import type { ErrorData } from '../../../shared/models/result.ts';
import { toPrintableError } from './printable-error.ts';
import { sanitizeErrorData } from './sanitize-error-data.ts';

/**
 * The engine's only error: data for a person, with the original error as its `cause`. Its data has no
 * secrets from the start, whatever a server or a program said; the cause may have some, and is for the log alone.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly data: ErrorData;

  constructor(data: ErrorData, cause?: unknown) {
    const safe = toPrintableError(sanitizeErrorData(data));
    super(safe.message, cause === undefined ? undefined : { cause });
    this.data = safe;
  }
}

/** An error with this code, of the engine's own making. */
export const hasCode = (error: unknown, code: ErrorData['code']): error is EngineError =>
  error instanceof EngineError && error.data.code === code;
