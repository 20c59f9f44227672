import type { QueryFunctionContext } from '@tanstack/react-query';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Events } from '../../shared/ipc.ts';
import { onEvent } from '../ipc/bridge.ts';
import { useEvent } from '../ipc/use-event.ts';

interface Identified {
  readonly id: string;
}

type JobEvent = 'batches.updated' | 'comparisons.updated' | 'searches.updated';

/** How a job of the main process is started, updated and released. */
export interface JobAdapter<Request, Job extends Identified, Name extends JobEvent> {
  /** The event with the updates of all jobs of this kind. */
  readonly event: Name;
  readonly start: (request: Request) => Promise<Job>;
  readonly apply: (job: Job, update: Events[Name]) => Job;
  /** Called when the job is no longer shown. */
  readonly release: (job: Job) => void;
}

/** Removes a job from the query cache and releases it as soon as no component shows it. */
function releaseUnshown<Job>(
  { client, queryKey }: QueryFunctionContext,
  started: Job,
  release: (job: Job) => void,
): void {
  const cache = client.getQueryCache();
  const unsubscribe = cache.subscribe(({ query }) => {
    if (query.queryKey !== queryKey || query.getObserversCount() > 0) return;
    unsubscribe();
    const job = client.getQueryData<Job>(queryKey) ?? started;
    cache.remove(query);
    release(job);
  });
}

/** Starts a job for each request and on `restart`, and returns its progress; none without a request. */
export function useJob<Request, Job extends Identified, Name extends JobEvent>(
  request: Request | undefined,
  { event, start, apply, release }: JobAdapter<Request, Job, Name>,
) {
  const [run, setRun] = useState({ request, number: 0 });
  const restart = (): void => setRun(({ number }) => ({ request, number: number + 1 }));
  if (run.request !== request) restart();
  // Hashing a request of thousands of images for every update takes long, so the key has a number instead.
  const queryKey = ['jobs', useId(), run.number];
  const { data: job, error } = useQuery({
    queryKey,
    queryFn:
      request === undefined
        ? skipToken
        : async (context) => {
            // Updates can arrive before the response that contains the job's id.
            const early: Events[Name][] = [];
            const stop = onEvent(event, (update) => early.push(update));
            const started = await start(request).finally(stop);
            releaseUnshown(context, started, release);
            return early.filter(({ id }) => id === started.id).reduce(apply, started);
          },
    staleTime: Infinity,
    structuralSharing: false,
  });
  useEvent(event, (update, client) =>
    client.setQueryData<Job>(queryKey, (shown) => (shown?.id === update.id ? apply(shown, update) : shown)),
  );
  return { job, error: error?.data, restart };
}
