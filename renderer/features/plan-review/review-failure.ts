import type { ErrorData } from '../../../shared/models/result.ts';
import type { IpcError } from '../../ipc/bridge.ts';
import { toErrorData } from '../../ipc/bridge.ts';

/** What failed on the review page. */
export interface ReviewFailure {
  /** As a clause. */
  readonly what: string;
  readonly error: ErrorData;
  /** Whether there is still a plan to review. */
  readonly hasPlan: boolean;
}

type Errors = Readonly<Record<'planning' | 'start' | 'restore', IpcError | null | undefined>>;

/** The failure that the review page shows: without a plan, the others are of an earlier one. */
export function findReviewFailure({ planning, start, restore }: Errors): ReviewFailure | undefined {
  if (planning) return { what: 'planning failed', error: toErrorData(planning), hasPlan: false };
  if (start) return { what: 'the replication has not started', error: toErrorData(start), hasPlan: true };
  if (restore) return { what: 'images cannot be restored', error: toErrorData(restore), hasPlan: true };
  return undefined;
}
