import type { ErrorData } from '../../../shared/models/result.ts';
import { temporaryErrorName } from '../../../shared/models/work-result.ts';

/**
 * A failure after which the same event can be sent again. Lambda reports the name as `errorType`, by which the `Retry` of a
 * state machine recognizes it.
 */
export class TemporaryError extends Error {
  override readonly name = temporaryErrorName;
}

/** A failure that lasts until something is changed. */
export class ReplicationError extends Error {
  override readonly name = 'ReplicationError';
}

/** An event or a setting that is not valid. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
}

/** Something changed after the plan was made: an image at the source, or another invocation created the repository. */
const outdated: ReadonlySet<ErrorData['code']> = new Set(['plan-outdated', 'repository-exists']);

/** Whether the same request can succeed later without a change. A plan that became outdated is made again. */
export const isTemporaryFailure = ({ retryable, code }: ErrorData): boolean =>
  retryable || outdated.has(code);

/** The error to throw for a failure. */
export const createFailure = (error: ErrorData): Error =>
  new (isTemporaryFailure(error) ? TemporaryError : ReplicationError)(error.message);
