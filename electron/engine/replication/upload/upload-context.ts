import type { LimitFunction } from 'p-limit';
import type { RetryPolicy } from '../../retry/retry.ts';
import type { Stragglers } from '../download/stragglers.ts';
import type { EventSink } from '../replication-event.ts';
import type { Doors } from './doors.ts';
import type { UploadJournal } from './upload-journal.ts';

export interface UploadContext {
  readonly retryPolicy: RetryPolicy;
  readonly signal: AbortSignal | undefined;
  readonly emit: EventSink;
  readonly doors: Doors;
  /** The downloads of all blobs, to be compared. */
  readonly stragglers: Stragglers;
  /** So many large uploads by the API at once. */
  readonly apiLimit: LimitFunction;
  readonly journal: UploadJournal;
}
