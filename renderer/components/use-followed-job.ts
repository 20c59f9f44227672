import { useEffect, useState } from 'react';
import type { ErrorData } from '../../shared/result.ts';
import { toErrorData } from '../ipc/bridge.ts';

interface Identified {
  readonly id: string;
}

/** How work that the main process does step by step is begun, followed and left. */
export interface JobAdapter<Request, Job extends Identified, Update extends Identified> {
  readonly begin: (request: Request) => Promise<Job>;
  /** Calls the listener for every update until the returned function is called. */
  readonly follow: (listener: (update: Update) => void) => () => void;
  readonly apply: (job: Job, update: Update) => Job;
  /** Called when nobody looks at it any more. */
  readonly leave: (job: Job) => void;
}

interface Held<Request, Job> {
  readonly request: Request;
  readonly attempt: number;
  readonly job?: Job;
  readonly error?: ErrorData;
}

/** Begins the work when the request changes or it is asked for again, and shows how far it is. `ways` must not change. */
export function useJob<Request, Job extends Identified, Update extends Identified>(
  request: Request,
  ways: JobAdapter<Request, Job, Update>,
) {
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<Held<Request, Job>>({ request, attempt });

  useEffect(() => {
    let current: Job | undefined;
    let isLeft = false;
    // An update may be quicker than the answer that tells whose it is.
    const early: Update[] = [];
    const show = (job: Job): void => {
      current = job;
      setHeld({ request, attempt, job });
    };
    const stop = ways.follow((update) => {
      if (!current) early.push(update);
      else if (update.id === current.id) show(ways.apply(current, update));
    });
    const begin = async (): Promise<void> => {
      try {
        const job = await ways.begin(request);
        if (isLeft) ways.leave(job);
        else show(early.filter(({ id }) => id === job.id).reduce(ways.apply, job));
      } catch (error) {
        if (!isLeft) setHeld({ request, attempt, error: toErrorData(error) });
      }
    };
    void begin();
    return () => {
      isLeft = true;
      stop();
      if (current) ways.leave(current);
    };
  }, [request, attempt, ways]);

  const isCurrent = held.request === request && held.attempt === attempt;
  return {
    job: isCurrent ? held.job : undefined,
    error: isCurrent ? held.error : undefined,
    again: (): void => setAttempt((before) => before + 1),
  };
}
