import { rejectOnAbort } from '../async/abort.ts';
import { createSingleFlight } from '../async/single-flight.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { isSameRegistry, repositoryKey } from '../aws/clients/repository-handle.ts';
import { EngineError } from '../errors/engine-error.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { BlobDescriptor } from '../manifest/manifest.ts';
import { withStoredSizes } from './download/stored-sizes.ts';
import type { WorkRank } from './scheduler/fair-semaphore.ts';
import type { InFlightUploads } from './scheduler/in-flight-uploads.ts';
import { createCompletedLayers, layerKey } from './upload/completed-layers.ts';
import type { UploadContext } from './upload/upload-context.ts';
import { uploadViaApi } from './upload/upload-via-api.ts';
import { uploadViaRegistry } from './upload/upload-via-registry.ts';

const emptyLayerError = (digest: string): EngineError =>
  new EngineError({
    code: 'upload-rejected',
    message: `Layer ${digest} is empty, and ECR does not store empty layers. The image cannot be copied.`,
    side: 'destination',
    retryable: false,
  });

/** The repository from which the registry may mount the layer. */
const mountRepository = (
  source: RepositoryHandle,
  destination: RepositoryHandle,
  digest: string,
  { mountable }: UploadContext,
): string | undefined =>
  isSameRegistry(source.registry, destination.registry)
    ? source.name
    : mountable.findRepository(digest, destination);

/**
 * Uploads one layer while it is downloaded: through the registry endpoint, or by the ECR API when the endpoint cannot be
 * used or when an earlier run left an upload by the API. A layer with wrong bytes is never completed.
 *
 * @throws EngineError that names the side; AbortError when cancelled.
 */
async function uploadLayer(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  rank: WorkRank,
  context: UploadContext,
): Promise<void> {
  const { digest, size } = blob;
  const { uploadMethods, emit, journal, signal, scheduler, slotOwner } = context;
  if (size === 0) throw emptyLayerError(digest);
  const unfinished = await journal.find(repositoryKey(destination), digest);
  if (uploadMethods.selectMethod(destination) === 'registry' && unfinished?.uploadMethod !== 'api') {
    try {
      const mountFrom = mountRepository(source, destination, digest, context);
      const result = await uploadViaRegistry(source, destination, blob, mountFrom, unfinished, context);
      uploadMethods.registrySucceeded(destination);
      return emit({ kind: 'layer', digest, state: result === 'mounted' ? 'mounted' : 'done' });
    } catch (error) {
      signal?.throwIfAborted();
      if (!uploadMethods.fallBackToApi(destination, error)) throw error;
      emit({ kind: 'layer-restart', digest });
    }
  }
  const unfinishedApiUpload = unfinished?.uploadMethod === 'api' ? unfinished : undefined;
  await scheduler.runApiUpload(slotOwner, rank, () =>
    uploadViaApi(source, destination, blob, unfinishedApiUpload, context),
  );
  emit({ kind: 'layer', digest, state: 'done' });
}

/** The scheduler starts layers as soon as it has slots, so that the first ones must be the largest already. */
const largestFirst = (blobs: readonly BlobDescriptor[]): readonly BlobDescriptor[] =>
  blobs.toSorted((a, b) => b.size - a.size);

/** The rank of a blob that images wait for; `images` grows while it waits for its turn. */
interface BlobRank extends WorkRank {
  images: number;
}

/**
 * Uploads those of the blobs that the destination lacks.
 *
 * @param available digests of the blobs that the destination has; read when not given.
 * @throws the error of the first blob that failed, after all others have ended.
 */
export type UploadMissingLayers = (
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blobs: readonly BlobDescriptor[],
  available?: ReadonlySet<string>,
) => Promise<void>;

/** Creates the function that uploads the layers of one replicator, each layer once. */
export function createLayerUploader(
  context: UploadContext,
  inFlightUploads: InFlightUploads,
): UploadMissingLayers {
  const { signal, emit, scheduler, slotOwner, journal, retryPolicy } = context;
  const shareUpload = createSingleFlight<void>();
  const completed = createCompletedLayers(retryPolicy, signal);
  const ranks = new Map<string, BlobRank>();
  let imageCount = 0;

  const upload = async (
    source: RepositoryHandle,
    destination: RepositoryHandle,
    blob: BlobDescriptor,
    rank: BlobRank,
  ): Promise<void> => {
    try {
      signal?.throwIfAborted();
      await uploadLayer(source, destination, blob, rank, context);
    } catch (error) {
      signal?.throwIfAborted();
      emit({ kind: 'layer-failed', digest: blob.digest, error: toErrorData(error) });
      throw error;
    }
  };

  /**
   * Uploads a blob when it has a slot. Two uploads of one blob into one repository disturb each other at ECR, so that an
   * upload of another replicator is awaited; when that one does not complete, this one starts.
   */
  const uploadWithSlot = async (
    source: RepositoryHandle,
    destination: RepositoryHandle,
    blob: BlobDescriptor,
    rank: BlobRank,
  ): Promise<void> => {
    const key = layerKey(destination, blob.digest);
    for (;;) {
      const other = await scheduler.runLayer(slotOwner, rank, async () => {
        const inFlight = inFlightUploads.find(key);
        if (inFlight) return { completed: inFlight };
        const own = upload(source, destination, blob, rank);
        inFlightUploads.add(key, own, slotOwner.pauseSignal);
        await own;
        return undefined;
      });
      if (!other) return;
      if (!(await rejectOnAbort(other.completed, signal))) continue;
      emit({ kind: 'layer', digest: blob.digest, state: 'already-at-destination' });
      return;
    }
  };

  /** Images of this replicator that share a blob share its upload. @param order the position of the image. */
  const uploadOnce = (
    source: RepositoryHandle,
    destination: RepositoryHandle,
    blob: BlobDescriptor,
    order: number,
  ): Promise<void> => {
    const key = layerKey(destination, blob.digest);
    const rank = ranks.get(key) ?? { images: 0, order, size: blob.size };
    rank.images += 1;
    ranks.set(key, rank);
    return shareUpload(key, async () => {
      try {
        await uploadWithSlot(source, destination, blob, rank);
        completed.add(destination, blob.digest);
      } finally {
        ranks.delete(key);
      }
    });
  };

  return async (source, destination, blobs, knownAvailable) => {
    const digests = blobs.map(({ digest }) => digest);
    const available = knownAvailable
      ? new Set(digests.filter((digest) => knownAvailable.has(digest) || completed.has(destination, digest)))
      : await completed.findAvailable(destination, digests);
    for (const digest of digests)
      emit({ kind: 'layer', digest, state: available.has(digest) ? 'already-at-destination' : 'waiting' });
    // A process that ended right after it completed a layer left an entry in the journal.
    await Promise.all(Array.from(available, (digest) => journal.remove(repositoryKey(destination), digest)));
    const lacking = blobs.filter(({ digest }) => !available.has(digest));
    // The plan has read the stored sizes already; without a plan the blobs have only the sizes of their manifests.
    const missing = knownAvailable ? lacking : await withStoredSizes(source, lacking, signal);
    imageCount += 1;
    const order = imageCount;
    const uploads = await Promise.allSettled(
      largestFirst(missing).map((blob) => uploadOnce(source, destination, blob, order)),
    );
    signal?.throwIfAborted();
    const failed = uploads.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  };
}
