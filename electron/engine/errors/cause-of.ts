import type { AwsError } from './aws-error.ts';
import { readAwsError } from './aws-error.ts';
import { EngineError } from './engine-error.ts';

/** What AWS said behind an engine's error; the error itself when nothing is behind it. */
export const causeOf = (error: unknown): AwsError =>
  readAwsError(error instanceof EngineError && error.cause !== undefined ? error.cause : error);
