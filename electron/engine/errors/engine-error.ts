import type { ErrorData } from '../../../shared/result.ts';

/** The engine's only error: what a person is told, as data, with what really happened as its `cause`. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly data: ErrorData;

  constructor(data: ErrorData, cause?: unknown) {
    super(data.message, cause === undefined ? undefined : { cause });
    this.data = data;
  }
}

/** An error with this code, of the engine's own making. */
export const hasCode = (error: unknown, code: ErrorData['code']): error is EngineError =>
  error instanceof EngineError && error.data.code === code;
