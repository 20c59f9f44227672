import { useEffect, useState } from 'react';
import type { ErrorData } from '../../shared/models/result.ts';
import { toErrorData } from '../ipc/bridge.ts';

interface Identified {
  readonly id: string;
}

/** How a job of the main process is started, followed and released. */
export interface JobAdapter<Request, Job extends Identified, Update extends Identified> {
  readonly start: (request: Request) => Promise<Job>;
  /** Calls the listener for every update until the returned function is called. */
  readonly follow: (listener: (update: Update) => void) => () => void;
  readonly apply: (job: Job, update: Update) => Job;
  /** Called when the job is no longer shown. */
  readonly release: (job: Job) => void;
}

interface JobState<Request, Job> {
  readonly request: Request | undefined;
  readonly attempt: number;
  readonly job?: Job;
  readonly error?: ErrorData;
}

/** Starts a job for each request and on `restart`, and returns its progress; none without a request. `adapter` must not change. */
export function useJob<Request, Job extends Identified, Update extends Identified>(
  request: Request | undefined,
  adapter: JobAdapter<Request, Job, Update>,
) {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<JobState<Request, Job>>({ request, attempt });

  useEffect(() => {
    if (request === undefined) return undefined;
    let current: Job | undefined;
    let isReleased = false;
    // Updates can arrive before the response that contains the job's id.
    const early: Update[] = [];
    const show = (job: Job): void => {
      current = job;
      setState({ request, attempt, job });
    };
    const stop = adapter.follow((update) => {
      if (!current) early.push(update);
      else if (update.id === current.id) show(adapter.apply(current, update));
    });
    const run = async (): Promise<void> => {
      try {
        const job = await adapter.start(request);
        if (isReleased) adapter.release(job);
        else show(early.filter(({ id }) => id === job.id).reduce(adapter.apply, job));
      } catch (error) {
        if (!isReleased) setState({ request, attempt, error: toErrorData(error) });
      }
    };
    void run();
    return () => {
      isReleased = true;
      stop();
      if (current) adapter.release(current);
    };
  }, [request, attempt, adapter]);

  const isCurrent = state.request === request && state.attempt === attempt;
  return {
    job: isCurrent ? state.job : undefined,
    error: isCurrent ? state.error : undefined,
    restart: (): void => setAttempt((before) => before + 1),
  };
}
