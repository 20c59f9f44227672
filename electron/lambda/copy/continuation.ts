import type { Journal } from '../../../shared/models/work-item.ts';
import type { CopyOutcome } from './copy-outcome.ts';

/** The state that one invocation leaves to the next. */
export interface ContinuedCopy {
  readonly journal?: Journal | undefined;
  readonly attempt?: number | undefined;
  readonly idle?: number | undefined;
  readonly transferred?: number | undefined;
}

/** The state after one more invocation. @param journal with the uploads that it left unfinished. */
export const continueCopy = (
  { attempt = 0, transferred = 0 }: ContinuedCopy,
  { idle, bytes }: Extract<CopyOutcome, { kind: 'more' }>,
  journal: Journal,
): Required<ContinuedCopy> => ({
  journal,
  attempt: attempt + 1,
  idle,
  transferred: transferred + bytes,
});
