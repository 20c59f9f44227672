import type { Side } from '../../../../shared/models/result.ts';
import { EngineError } from '../../errors/engine-error.ts';

const planOutdatedError = (message: string, side: Side): EngineError =>
  new EngineError({ code: 'plan-outdated', message, side, retryable: false, action: 'plan-again' });

/** A tag was moved since the user confirmed what the plan does. */
export const tagMovedError = (tag: string): EngineError =>
  planOutdatedError(
    `Tag ${tag} now points to another image at the destination. Start the replication again to review and confirm the change.`,
    'destination',
  );

/** A tag was moved since the plan was created. */
export const tagChangedSincePlanError = (tag: string, side: Side): EngineError =>
  planOutdatedError(
    `Tag ${tag} changed at the ${side} since the plan was created. Nothing was written; review the plan again.`,
    side,
  );

/** A profile now has credentials of another account than the transfer started in. */
export const accountChangedError = (
  profile: string,
  { now, before }: { readonly now: string; readonly before: string },
  side: Side,
): EngineError =>
  new EngineError({
    code: 'wrong-account',
    message: `Profile ${profile} now belongs to account ${now}; this transfer started in account ${before}. To use the new account, start the replication again.`,
    side,
    retryable: false,
    action: 'plan-again',
  });

const invalidInputError = (message: string): EngineError =>
  new EngineError({ code: 'invalid-input', message, retryable: false });

/** The error `invalid-input` for a transfer that was removed, or never existed. */
export const notListedError = (): EngineError => invalidInputError('This transfer is no longer listed.');

/** The error `invalid-input` for the report of an interrupted transfer. */
export const noReportError = (): EngineError =>
  invalidInputError(
    'The app closed while this transfer was running, so it has no report. Resume the transfer to get one.',
  );

/** The error `invalid-input` for retrying the failed images of a transfer that has none. */
export const nothingFailedError = (): EngineError =>
  invalidInputError('Every image of this transfer is at the destination: there is nothing to retry.');

/** The error `invalid-input` for retrying the failed images of a transfer that may still copy them. */
export const notFinishedError = (): EngineError =>
  invalidInputError('This transfer is not finished. Cancel it, or wait until it is finished.');
