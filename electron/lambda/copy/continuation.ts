import type { Journal } from '../../../shared/models/work-item.ts';

/** The state that one invocation leaves to the next. */
export interface ContinuedCopy {
  readonly journal?: Journal | undefined;
  readonly attempt?: number | undefined;
  readonly transferred?: number | undefined;
}

/** The state after one more invocation, which transferred these bytes. */
export const continueCopy = (
  { attempt = 0, transferred = 0 }: ContinuedCopy,
  journal: Journal,
  bytes: number,
): { readonly journal: Journal; readonly attempt: number; readonly transferred: number } => ({
  journal,
  attempt: attempt + 1,
  transferred: transferred + bytes,
});
