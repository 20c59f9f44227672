import type { ErrorData } from '../../../shared/result.ts';
import { printableError } from './printable-error.ts';

/** The engine's only error: what a person is told, as data, with what really happened as its `cause`. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly data: ErrorData;

  constructor(data: ErrorData, cause?: unknown) {
    const printable = printableError(data);
    super(printable.message, cause === undefined ? undefined : { cause });
    this.data = printable;
  }
}

/** An error with this code, of the engine's own making. */
export const hasCode = (error: unknown, code: ErrorData['code']): error is EngineError =>
  error instanceof EngineError && error.data.code === code;
