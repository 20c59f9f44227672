import type { RetryPolicy } from '../../retry/retry.ts';
import type { EventSink } from '../replication-event.ts';
import type { Doors } from './doors.ts';
import type { UploadJournal } from './upload-journal.ts';

export interface UploadContext {
  readonly retryPolicy: RetryPolicy;
  readonly signal: AbortSignal | undefined;
  readonly emit: EventSink;
  readonly doors: Doors;
  /** Of uploads by the API alone: the registry's door begins a layer anew after the end of the process. */
  readonly journal: UploadJournal;
}
