import { rejectOnAbort } from '../../async/abort.ts';
import type { SlowConnectionDetector } from './slow-connections.ts';
import { createSlowConnectionDetector } from './slow-connections.ts';
import { adaptConcurrency } from './adapt-concurrency.ts';
import type { DownloadConnections } from './download-connections.ts';
import { createDownloadConnections } from './download-connections.ts';
import type { FairSemaphore, WorkRank } from './fair-semaphore.ts';
import { createFairSemaphore } from './fair-semaphore.ts';
import type { PauseSignal } from './pause-controller.ts';
import type { ConcurrencyPolicy } from './concurrency-search.ts';
import { defaultConcurrency } from './concurrency-search.ts';

/** The owner of work that needs slots: one replicator. */
export interface SlotOwner {
  readonly pauseSignal: PauseSignal;
  readonly signal: AbortSignal | undefined;
}

/**
 * Schedules all layers of all replicators that share the same link: connections, memory and bandwidth. Sizes in bytes.
 * Layers that more images need start first, then those of earlier images, the largest first.
 */
export interface LayerScheduler {
  runLayer<T>(owner: SlotOwner, rank: WorkRank, copy: () => Promise<T>): Promise<T>;
  /** Runs an upload by the ECR API. Large uploads wait for each other, because each has 28 MB of buffers. */
  runApiUpload<T>(owner: SlotOwner, rank: WorkRank, upload: () => Promise<T>): Promise<T>;
  /** Runs the request of one part by the ECR API. Large parts wait for each other on a link where they slow each other. */
  runApiPart<T>(owner: SlotOwner, rank: WorkRank, send: () => Promise<T>): Promise<T>;
  /** Must be called with the bytes of layers that the destination confirmed. */
  countSentBytes(bytes: number): void;
  /** Must be called with the bytes of API part requests while they are being sent. */
  countPartBytes(bytes: number): void;
  readonly slowConnections: SlowConnectionDetector;
  /** Allows large layers several connections; undefined when the number of layers at the same time is given. */
  readonly connections: DownloadConnections | undefined;
}

/** Runs work with a slot of the semaphore. */
async function runWithSlot<T>(
  semaphore: FairSemaphore,
  owner: SlotOwner,
  rank: WorkRank,
  work: () => Promise<T>,
): Promise<T> {
  const free = await semaphore.acquire(owner, rank);
  try {
    return await work();
  } finally {
    free();
  }
}

/**
 * Runs work with a slot of the semaphore. A paused owner takes no slot, and frees the slots of its running work. That
 * work continues at once when the owner is resumed, even if more work than `concurrency` runs then.
 *
 * @throws what the work throws, or the signal's reason when it is aborted before the work started.
 */
export async function runUnlessPaused<T>(
  semaphore: FairSemaphore,
  owner: SlotOwner,
  rank: WorkRank,
  work: () => Promise<T>,
): Promise<T> {
  const { pauseSignal, signal } = owner;
  for (;;) {
    const started = await runWithSlot(semaphore, owner, rank, async () => {
      if (pauseSignal.isPaused && !signal?.aborted) return undefined;
      const outcome = work();
      const finished = outcome.then(
        () => undefined,
        () => undefined,
      );
      const paused = Promise.withResolvers<void>();
      const stopListening = pauseSignal.onPause(paused.resolve);
      if (pauseSignal.isPaused) paused.resolve();
      await Promise.race([finished, paused.promise]);
      stopListening();
      return { outcome };
    });
    if (started) return started.outcome;
    await rejectOnAbort(pauseSignal.whenResumed(), signal);
  }
}

const ignore = (): void => undefined;

/** Bytes below which a layer or a part never waits for large ones. */
const small = 1024 * 1024;
const smallLayersAtOnce = 16;
/** Their buffers are most of the memory of a copy by the API: 28 MB each. */
const largeApiUploads = 3;

/** A waiting part costs nothing; a part that shares a slow link is confirmed later. */
const apiPartPolicy: ConcurrencyPolicy = {
  ...defaultConcurrency,
  initial: largeApiUploads,
  min: 1,
  max: largeApiUploads,
};

/**
 * @param parallelLayers layers at the same time; adapted to the throughput when not given.
 * @param trace called with each change of a concurrency that is adapted.
 */
export function createLayerScheduler(
  parallelLayers?: number,
  trace: (text: string) => void = ignore,
): LayerScheduler {
  const isAdaptive = parallelLayers === undefined;
  const traceOf =
    (work: string) =>
    (change: string): void =>
      trace(`${work} at once: ${change}`);
  const largeLayers = createFairSemaphore(parallelLayers ?? 1);
  const smallLayers = isAdaptive ? createFairSemaphore(smallLayersAtOnce) : largeLayers;
  const apiUploads = createFairSemaphore(parallelLayers ?? largeApiUploads);
  const apiParts = createFairSemaphore(parallelLayers ?? largeApiUploads);
  return {
    runLayer: (owner, rank, copy) =>
      runUnlessPaused(rank.size < small ? smallLayers : largeLayers, owner, rank, copy),
    runApiUpload: (owner, rank, upload) =>
      rank.size < small ? upload() : runUnlessPaused(apiUploads, owner, rank, upload),
    runApiPart: (owner, rank, send) =>
      rank.size < small ? send() : runWithSlot(apiParts, owner, rank, send),
    countSentBytes: isAdaptive ? adaptConcurrency(largeLayers, undefined, traceOf('Layers')) : ignore,
    countPartBytes: isAdaptive ? adaptConcurrency(apiParts, apiPartPolicy, traceOf('API parts')) : ignore,
    slowConnections: createSlowConnectionDetector(),
    connections: isAdaptive
      ? createDownloadConnections(
          // Layers that wait for the memory of an upload by the API download nothing.
          () => largeLayers.running < largeLayers.concurrency || apiUploads.hasWaiting,
        )
      : undefined,
  };
}
