import type { AwsError } from './aws-error.ts';
import { readAwsError } from './aws-error.ts';
import { EngineError } from './engine-error.ts';

/** What AWS said behind an engine's error, which may have been told anew on its way; the error itself when nothing is behind it. */
export function readRootCause(error: unknown): AwsError {
  let cause = error;
  while (cause instanceof EngineError && cause.cause !== undefined) cause = cause.cause;
  return readAwsError(cause);
}
