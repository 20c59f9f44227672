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
import { EngineError, hasCode } from '../../errors/engine-error.ts';
import { toErrorData } from '../../errors/to-error-data.ts';
import { compareImages } from './compare-images.ts';

/** Compares repositories of two registries, pair by pair, and holds the last few results. */
export interface Comparisons {
  /** Begins to compare. */
  create(request: ComparisonRequest): Comparison;
  /** @throws EngineError when it is held no more. */
  read(id: string): Comparison;
  cancel(id: string): void;
  /** Resolves when it compares no more. */
  ended(id: string): Promise<void>;
}

interface ComparisonsOptions {
  readonly access: AwsAccess;
  readonly send: (update: ComparisonUpdate) => void;
  readonly clock?: () => number;
}

/** Pairs on their way at once; each asks both registries. */
const parallelPairs = 3;
const mostHeld = 5;

interface Held {
  comparison: Comparison;
  readonly controller: AbortController;
  ended: Promise<void>;
}

async function imagesOrNone(registry: RegistryConnection, name: string, signal: AbortSignal) {
  try {
    return await listImages(registry, name, signal);
  } catch (error) {
    if (hasCode(error, 'repository-not-found')) return undefined;
    throw error;
  }
}

async function comparePair(
  { source, destination }: Pick<ComparedPair, 'source' | 'destination'>,
  registries: { readonly source: RegistryConnection; readonly destination: RegistryConnection },
  signal: AbortSignal,
): Promise<ComparedPairState> {
  try {
    const [here, there] = await Promise.all([
      listImages(registries.source, source, signal),
      imagesOrNone(registries.destination, destination, signal),
    ]);
    return compareImages(here, there);
  } catch (error) {
    return signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', error: toErrorData(error) };
  }
}

export function createComparisons({ access, send, clock = Date.now }: ComparisonsOptions): Comparisons {
  const held = new Map<string, Held>();

  const get = (id: string): Held => {
    const found = held.get(id);
    if (found) return found;
    throw new EngineError({
      code: 'invalid-input',
      message: 'This comparison is no longer held. Compare again.',
      retryable: false,
    });
  };

  const tell = (entry: Held, update: Omit<ComparisonUpdate, 'id'>): void => {
    const whole = { id: entry.comparison.id, ...update };
    entry.comparison = applyComparisonUpdate(entry.comparison, whole);
    send(whole);
  };

  const run = async (entry: Held): Promise<void> => {
    const { request, pairs } = entry.comparison;
    const { signal } = entry.controller;
    const setPair = (index: number, pair: ComparedPair): void =>
      tell(entry, { state: entry.comparison.state, pairs: [{ index, pair }] });
    const setAll = (state: ComparedPairState): void =>
      tell(entry, {
        state: 'done',
        pairs: pairs.map((pair, index) => ({ index, pair: { ...pair, state } })),
      });
    try {
      const [source, destination] = await Promise.all([
        access.connect(request.source),
        access.connect(request.destination),
      ]);
      const registries = {
        source: source.forSide('source'),
        destination: destination.forSide('destination'),
      };
      const limit = pLimit(parallelPairs);
      await Promise.all(
        pairs.map((pair, index) =>
          limit(async () => {
            if (signal.aborted) return setPair(index, { ...pair, state: { kind: 'cancelled' } });
            setPair(index, { ...pair, state: { kind: 'comparing' } });
            setPair(index, { ...pair, state: await comparePair(pair, registries, signal) });
          }),
        ),
      );
      tell(entry, { state: signal.aborted ? 'cancelled' : 'done', pairs: [] });
    } catch (error) {
      setAll({ kind: 'failed', error: toErrorData(error) });
    }
  };

  return {
    create(request) {
      const comparison: Comparison = {
        id: randomUUID(),
        request,
        state: 'working',
        at: clock(),
        pairs: request.pairs.map((pair) => ({ ...pair, state: { kind: 'waiting' } })),
      };
      const entry: Held = { comparison, controller: new AbortController(), ended: Promise.resolve() };
      held.set(comparison.id, entry);
      const [oldest] = held;
      if (held.size > mostHeld && oldest) {
        oldest[1].controller.abort();
        held.delete(oldest[0]);
      }
      entry.ended = run(entry);
      return comparison;
    },
    read: (id) => get(id).comparison,
    cancel: (id) => get(id).controller.abort(),
    ended: (id) => get(id).ended,
  };
}
