import { connectToRegistry } from '../../aws/clients/connect-to-registry.ts';
import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type {
  FoundImage,
  ImageSearch,
  ImageSearchProgress,
  ImageSearchRequest,
  ImageSearchUpdate,
} from '../../../../shared/models/image-search.ts';
import { applyImageSearchUpdate, maxFoundImages } from '../../../../shared/models/image-search.ts';
import type { AwsAccess } from '../../aws/clients/aws-access.ts';
import { listRepositories } from '../../ecr/repositories.ts';
import { hasCode } from '../../errors/engine-error.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { Job } from '../job-list.ts';
import { createJobList } from '../job-list.ts';
import { findInRepository } from './find-in-repository.ts';

/** Finds tags and digests in all repositories of a registry. */
export interface ImageSearches {
  /** Starts a search and returns its initial state; changes are sent as updates. */
  create(request: ImageSearchRequest): ImageSearch;
  /** @throws EngineError `invalid-input` when the search is no longer cached. */
  read(id: string): ImageSearch;
  /** @throws EngineError `invalid-input` when the search is no longer cached. */
  cancel(id: string): void;
  /** Resolves when the search has finished or stopped. */
  whenFinished(id: string): Promise<void>;
}

interface ImageSearchesOptions {
  readonly access: Pick<AwsAccess, 'connect' | 'identify'>;
  readonly send: (update: ImageSearchUpdate) => void;
  /** Milliseconds, of which only differences are used. */
  readonly clock?: () => number;
}

type Change = Omit<ImageSearchUpdate, 'id'>;

/** Repositories that are searched at once, one call each; the connection keeps its calls within ECR's quotas. */
const maxParallelRepositories = 4;
const maxSearches = 3;
/** Milliseconds between updates without a result. */
const progressInterval = 100;

const initial: ImageSearchProgress = {
  state: 'listing',
  repositories: 0,
  searched: 0,
  denied: 0,
  failed: 0,
  more: 0,
};

/** The progress of a search that adds results, errors and the end. */
function createReport(job: Job<ImageSearch, Change>, clock: () => number) {
  let progress = initial;
  let pending: FoundImage[] = [];
  let sentAt = -Infinity;
  let count = 0;
  const send = (): void => {
    sentAt = clock();
    job.update({ progress, found: pending });
    pending = [];
  };
  return {
    set(change: Partial<ImageSearchProgress>): void {
      progress = { ...progress, ...change };
      send();
    },
    searched(found: readonly FoundImage[]): void {
      progress = { ...progress, searched: progress.searched + 1 };
      if (found.length === 0) return clock() - sentAt >= progressInterval ? send() : undefined;
      const shown = found.slice(0, maxFoundImages - count);
      count += shown.length;
      pending.push(...shown);
      progress = { ...progress, more: progress.more + found.length - shown.length };
      send();
    },
    failed(error: unknown): void {
      const kind = hasCode(error, 'access-denied') ? 'denied' : 'failed';
      progress = {
        ...progress,
        searched: progress.searched + 1,
        [kind]: progress[kind] + 1,
        error: progress.error ?? toErrorData(error),
      };
      send();
    },
  };
}

async function runSearch(
  job: Job<ImageSearch, Change>,
  access: ImageSearchesOptions['access'],
  clock: () => number,
): Promise<void> {
  const { request } = job.data;
  const { signal } = job;
  const report = createReport(job, clock);
  try {
    const registry = await connectToRegistry(access, request.registry);
    const repositories = await listRepositories(registry, signal);
    report.set({ state: 'searching', repositories: repositories.length });
    const limit = pLimit(maxParallelRepositories);
    const search = async (name: string): Promise<void> => {
      if (signal.aborted) return;
      try {
        report.searched(await findInRepository(registry, name, request, signal));
      } catch (error) {
        if (!signal.aborted) report.failed(error);
      }
    };
    const names = repositories.map(({ name }) => name).toSorted();
    await Promise.all(names.map((name) => limit(() => search(name))));
    report.set({ state: signal.aborted ? 'cancelled' : 'done' });
  } catch (error) {
    report.set(signal.aborted ? { state: 'cancelled' } : { state: 'failed', error: toErrorData(error) });
  }
}

/** Creates an empty list of at most three searches. A further one cancels and removes the oldest. */
export function createImageSearches({
  access,
  send,
  clock = () => performance.now(),
}: ImageSearchesOptions): ImageSearches {
  const jobs = createJobList<ImageSearch, Change>({
    maxJobs: maxSearches,
    applyChange: (search, change) => applyImageSearchUpdate(search, { id: search.id, ...change }),
    send: (id, change) => send({ id, ...change }),
    removedMessage: 'This search is no longer available. Search again.',
  });
  return {
    create(request) {
      const search: ImageSearch = { id: randomUUID(), request, found: [], ...initial };
      jobs.start(search, (job) => runSearch(job, access, clock));
      return search;
    },
    read: (id) => jobs.get(id).data,
    cancel: (id) => jobs.cancel(id),
    whenFinished: (id) => jobs.whenFinished(id),
  };
}
