import { connectToRegistry } from '../../aws/clients/connect-to-registry.ts';
import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type {
  ComparedPair,
  ComparedPairState,
  Comparison,
  ComparisonRequest,
  ComparisonUpdate,
} from '../../../../shared/models/comparison.ts';
import { applyComparisonUpdate } from '../../../../shared/models/comparison.ts';
import type { AwsAccess } from '../../aws/clients/aws-access.ts';
import type { RegistryConnection } from '../../aws/clients/registry-connection.ts';
import { listImages } from '../../ecr/images.ts';
import { hasCode } from '../../errors/engine-error.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import type { Job } from '../job-list.ts';
import { createJobList } from '../job-list.ts';
import { compareImages } from './compare-images.ts';

/** Compares repositories of two registries in pairs, and caches the last results. */
export interface Comparisons {
  /** Starts a comparison and returns its initial state; changes are sent as updates. */
  create(request: ComparisonRequest): Comparison;
  /** @throws EngineError `invalid-input` when the comparison is no longer cached. */
  read(id: string): Comparison;
  /** @throws EngineError `invalid-input` when the comparison is no longer cached. */
  cancel(id: string): void;
  /** Resolves when the comparison has finished or stopped. */
  whenFinished(id: string): Promise<void>;
}

interface ComparisonsOptions {
  readonly access: AwsAccess;
  readonly send: (update: ComparisonUpdate) => void;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

type Change = Omit<ComparisonUpdate, 'id'>;

interface Registries {
  readonly source: RegistryConnection;
  readonly destination: RegistryConnection;
}

/** Pairs that are compared at once; each makes calls to both registries. */
const maxParallelPairs = 3;
const maxComparisons = 5;

async function listImagesIfFound(registry: RegistryConnection, name: string, signal: AbortSignal) {
  try {
    return await listImages(registry, name, signal);
  } catch (error) {
    if (hasCode(error, 'repository-not-found')) return undefined;
    throw error;
  }
}

async function comparePair(
  { source, destination }: Pick<ComparedPair, 'source' | 'destination'>,
  registries: Registries,
  signal: AbortSignal,
): Promise<ComparedPairState> {
  try {
    const [sourceImages, destinationImages] = await Promise.all([
      listImages(registries.source, source, signal),
      listImagesIfFound(registries.destination, destination, signal),
    ]);
    return compareImages(sourceImages, destinationImages);
  } catch (error) {
    return signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error: toErrorData(error) };
  }
}

async function connectBoth(access: AwsAccess, request: ComparisonRequest): Promise<Registries> {
  const [source, destination] = await Promise.all([
    connectToRegistry(access, request.source),
    connectToRegistry(access, request.destination),
  ]);
  return { source: source.forSide('source'), destination: destination.forSide('destination') };
}

async function runComparison(job: Job<Comparison, Change>, access: AwsAccess): Promise<void> {
  const { request, pairs } = job.data;
  const { signal } = job;
  const setPair = (index: number, pair: ComparedPair): void =>
    job.update({ state: job.data.state, pairs: [{ index, pair }] });
  try {
    const registries = await connectBoth(access, request);
    const limit = pLimit(maxParallelPairs);
    await Promise.all(
      pairs.map((pair, index) =>
        limit(async () => {
          if (signal.aborted) return setPair(index, { ...pair, state: { kind: 'cancelled' } });
          setPair(index, { ...pair, state: { kind: 'comparing' } });
          setPair(index, { ...pair, state: await comparePair(pair, registries, signal) });
        }),
      ),
    );
    job.update({ state: signal.aborted ? 'cancelled' : 'done', pairs: [] });
  } catch (error) {
    const state: ComparedPairState = { kind: 'failed', error: toErrorData(error) };
    job.update({ state: 'done', pairs: pairs.map((pair, index) => ({ index, pair: { ...pair, state } })) });
  }
}

/** Creates an empty list of at most five comparisons. A further one cancels and removes the oldest. */
export function createComparisons({ access, send, clock = Date.now }: ComparisonsOptions): Comparisons {
  const jobs = createJobList<Comparison, Change>({
    maxJobs: maxComparisons,
    applyChange: (comparison, change) => applyComparisonUpdate(comparison, { id: comparison.id, ...change }),
    send: (id, change) => send({ id, ...change }),
    removedMessage: 'This comparison is no longer available. Compare again.',
  });
  return {
    create(request) {
      const comparison: Comparison = {
        id: randomUUID(),
        request,
        state: 'working',
        at: clock(),
        pairs: request.pairs.map((pair) => ({ ...pair, state: { kind: 'waiting' } })),
      };
      jobs.start(comparison, (job) => runComparison(job, access));
      return comparison;
    },
    read: (id) => jobs.get(id).data,
    cancel: (id) => jobs.cancel(id),
    whenFinished: (id) => jobs.whenFinished(id),
  };
}
