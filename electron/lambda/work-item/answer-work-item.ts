import type { ErrorData } from '../../../shared/models/result.ts';
import { assertNever } from '../../../shared/models/result.ts';
import type { WorkItem } from '../../../shared/models/work-item.ts';
import type { WorkError, WorkResult } from '../../../shared/models/work-result.ts';
import { continueCopy } from '../copy/continuation.ts';
import { readCopyFields } from '../copy/copy-request.ts';
import { createFailure, isTemporaryFailure } from '../errors/failures.ts';
import type { Invocation } from '../function/invocation.ts';

const describeError = ({ code, message, side, detail }: ErrorData): WorkError => ({
  code,
  message,
  ...(side !== undefined && { side }),
  ...(detail !== undefined && { detail: detail.slice(0, 2_000) }),
});

/** Copies the image of a work item. @throws TemporaryError when the same item can be sent again. */
export async function answerWorkItem(item: WorkItem, invocation: Invocation): Promise<WorkResult> {
  const { id, transferred = 0 } = item;
  const outcome = await invocation.copy(readCopyFields(item), item);
  const bytes = transferred + outcome.bytes;
  switch (outcome.kind) {
    case 'done':
      return {
        status: 'done',
        id,
        destination_image: outcome.image,
        already_at_destination: outcome.alreadyAtDestination,
        verified: outcome.verified,
        moved_tags: [...outcome.movedTags],
        bytes,
        warnings: [...outcome.warnings],
      };
    case 'more': {
      const journal = await invocation.storeJournal(outcome.uploads);
      return { status: 'more', id, item: { ...item, ...continueCopy(item, outcome, journal) }, bytes };
    }
    case 'too-large':
      return { status: 'too-large', id, item, reason: outcome.reason };
    case 'too-long':
      // The environment variable of a build has no room for a journal.
      return { status: 'too-long', id, item: { ...item, journal: undefined }, reason: outcome.reason };
    case 'failed':
      if (isTemporaryFailure(outcome.error)) throw createFailure(outcome.error);
      return { status: 'failed', id, error: describeError(outcome.error), bytes };
  }
  return assertNever(outcome);
}
