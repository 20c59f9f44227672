import { EngineError } from '../../errors/engine-error.ts';

/** A tag was moved since the person agreed to what the plan does. */
export const tagMovedSince = (tag: string): EngineError =>
  new EngineError({
    code: 'plan-outdated',
    message: `Tag ${tag} now points at another image at the destination. Start the replication anew to see and confirm the change.`,
    side: 'destination',
    retryable: false,
    action: 'plan-again',
  });

const invalid = (message: string): EngineError =>
  new EngineError({ code: 'invalid-input', message, retryable: false });

export const notListed = (): EngineError => invalid('This transfer is no longer listed.');

export const noReport = (): EngineError =>
  invalid('The app ended while this transfer ran: there is no report of it. Resume it to get one.');

export const nothingFailed = (): EngineError =>
  invalid('Every image of this transfer is at the destination: there is nothing to try again.');

export const notFinished = (): EngineError =>
  invalid('This transfer has not ended yet. Cancel it, or wait until it has ended.');
