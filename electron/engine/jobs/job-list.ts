import { EngineError } from '../errors/engine-error.ts';

/** A job that runs in the background and reports each change of its data. */
export interface Job<Data, Change> {
  /** Aborted when the job is canceled or removed. */
  readonly signal: AbortSignal;
  readonly data: Data;
  /** False after the job was removed. */
  readonly isListed: boolean;
  /** Applies a change to the data and sends it to the listeners, unless the job was removed. */
  update(change: Change): void;
}

/** The jobs of one kind. */
export interface JobList<Data, Change> {
  /** Adds a job and starts it. When the list is full, the oldest job is removed. */
  start(data: Data, run: (job: Job<Data, Change>) => Promise<void>): void;
  /** @throws EngineError `invalid-input` when the job was removed. */
  get(id: string): Job<Data, Change>;
  /** Returns the data of all jobs, newest first. */
  list(): readonly Data[];
  /** @throws EngineError `invalid-input` when the job was removed. */
  cancel(id: string): void;
  /** Cancels a job and removes it; no effect when it was removed before. */
  remove(id: string): void;
  /**
   * Resolves when the job has finished or stopped.
   *
   * @throws EngineError `invalid-input` when the job was removed.
   */
  whenFinished(id: string): Promise<void>;
}

interface JobListOptions<Data, Change> {
  /** Jobs in the list, running and finished. */
  readonly maxJobs: number;
  readonly applyChange: (data: Data, change: Change) => Data;
  /** Sends a change of a listed job. */
  readonly send: (id: string, change: Change) => void;
  /** The error message for a job that was removed. */
  readonly removedMessage: string;
  readonly onRemoved?: (id: string) => void;
}

/** Creates an empty list, which is kept only in memory. The `run` of a job must not reject. */
export function createJobList<Data extends { readonly id: string }, Change>({
  maxJobs,
  applyChange,
  send,
  removedMessage,
  onRemoved,
}: JobListOptions<Data, Change>): JobList<Data, Change> {
  interface Entry {
    readonly job: Job<Data, Change>;
    readonly controller: AbortController;
    finished: Promise<void>;
  }
  const entries = new Map<string, Entry>();

  const find = (id: string): Entry => {
    const entry = entries.get(id);
    if (entry) return entry;
    throw new EngineError({ code: 'invalid-input', message: removedMessage, retryable: false });
  };

  const remove = (id: string): void => {
    const entry = entries.get(id);
    if (!entry) return;
    entries.delete(id);
    entry.controller.abort();
    onRemoved?.(id);
  };

  return {
    start(initial, run) {
      const { id } = initial;
      const controller = new AbortController();
      let data = initial;
      const job: Job<Data, Change> = {
        signal: controller.signal,
        get data() {
          return data;
        },
        get isListed() {
          return entries.has(id);
        },
        update(change) {
          data = applyChange(data, change);
          if (entries.has(id)) send(id, change);
        },
      };
      const entry: Entry = { job, controller, finished: Promise.resolve() };
      entries.set(id, entry);
      const [oldest] = entries.keys();
      if (entries.size > maxJobs && oldest !== undefined) remove(oldest);
      entry.finished = run(job);
    },
    get: (id) => find(id).job,
    list: () => [...entries.values()].map(({ job }) => job.data).toReversed(),
    cancel: (id) => find(id).controller.abort(),
    remove,
    whenFinished: (id) => find(id).finished,
  };
}
