import type { AwsError } from './aws-error.ts';
import { readAwsError } from './aws-error.ts';
import { EngineError } from './engine-error.ts';

/** Reads the innermost cause of an EngineError, which can wrap others; any other error itself. */
export function readRootCause(error: unknown): AwsError {
  let cause = error;
  while (cause instanceof EngineError && cause.cause !== undefined) cause = cause.cause;
  return readAwsError(cause);
}
