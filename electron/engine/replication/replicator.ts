import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import type { StoredImages } from '../ecr/get-manifests.ts';
import type { BlobDescriptor } from '../manifest/manifest.ts';
import type { ErrorData } from '../../../shared/result.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { RetryPolicy } from '../async/retry.ts';
import { defaultRetryPolicy } from '../async/retry.ts';
import { orAbort } from '../async/or-abort.ts';
import { createSingleFlight } from '../async/single-flight.ts';
import type { PauseSignal } from './scheduler/pause-controller.ts';
import { neverPaused } from './scheduler/pause-controller.ts';
import type { LayerBudget } from './scheduler/layer-budget.ts';
import { createLayerBudget } from './scheduler/layer-budget.ts';
import { findAvailableLayers } from '../ecr/layer-availability.ts';
import type { InFlightUploads } from './scheduler/in-flight-uploads.ts';
import { createInFlightUploads } from './scheduler/in-flight-uploads.ts';
import type { MountableLayers } from './mountable-layers.ts';
import { createMountableLayers } from './mountable-layers.ts';
import { putImageManifests } from './put-image.ts';
import type { EventSink } from './replication-event.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { repositoryKey } from '../aws/clients/repository-handle.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectBlobs, destinationDigest } from '../image-graph/source-image.ts';
import { withStoredSizes } from './download/stored-sizes.ts';
import { createUploadMethods } from './upload/upload-methods.ts';
import type { UploadJournal } from './upload/upload-journal.ts';
import { noJournal } from './upload/upload-journal.ts';
import { uploadLayer } from './upload/upload-layer.ts';

/** An image as it is at the destination afterwards. */
export interface DestinationImage {
  readonly repository: RepositoryHandle;
  readonly digest: string;
  readonly tags: readonly string[];
}

/** What the destination was just seen to hold of an image, so that it is not asked again. */
export interface SeenContents extends StoredImages {
  /** Digests of the blobs that were there; asked for when not given. */
  readonly layers?: ReadonlySet<string>;
}

export interface ReplicatorOptions {
  /** Shared by all replicators that use the same link; one of its own when absent. */
  readonly budget?: LayerBudget;
  readonly retryPolicy?: RetryPolicy;
  readonly signal?: AbortSignal;
  readonly emit?: EventSink;
  /** Shared by all replicators that may send the same blob into the same repository. */
  readonly inFlightUploads?: InFlightUploads;
  /** Shared by all replicators, so that what one brought into a registry is mounted by the others. */
  readonly mountable?: MountableLayers;
  /** While this replicator's work is held up nobody waits for its blobs, and others use its share of the budget. */
  readonly hold?: PauseSignal;
  /** Knows of uploads that an earlier run left unfinished. */
  readonly journal?: UploadJournal;
  /** By which door blobs go into the destination's registry. */
  readonly uploadMethod?: UploadMethodChoice;
  /** Why the plan did not reach the registry endpoint; it is tried again later. */
  readonly registryUnavailable?: ErrorData | undefined;
  /** Bytes of a chunk through the registry endpoint; its own size when absent. */
  readonly registryChunk?: number;
}

/** The system of ECRImageReplicator (aibs-informatics-aws-utils): the same three operations, the same meaning. */
export interface Replicator {
  /**
   * Copies an image into a repository: its layers, its manifests, then its tags. The same effect as
   * `docker pull; docker tag; docker push`, with the same digest.
   *
   * @param destinationImageTags the source's tags when not given; an empty list leaves the image untagged.
   * @param seen asked for when not given; where it is outdated by then, ECR's answers put it right.
   * @throws EngineError that names side, object and remedy; AbortError when cancelled. No tag points at anything
   *   incomplete then.
   */
  replicate(
    sourceImage: SourceImage,
    destinationRepository: RepositoryHandle,
    destinationImageTags?: readonly string[],
    seen?: SeenContents,
  ): Promise<DestinationImage>;
  /** Copies every layer and config that the destination lacks. */
  uploadLayers(
    sourceImage: SourceImage,
    destinationRepository: RepositoryHandle,
    seen?: SeenContents,
  ): Promise<void>;
  /** Writes manifests and tags of an image whose layers are there; supplies layers that turn out to be missing. */
  putImage(
    sourceImage: SourceImage,
    destinationRepository: RepositoryHandle,
    destinationImageTags?: readonly string[],
    seen?: SeenContents,
  ): Promise<DestinationImage>;
}

const keyOf = (destination: RepositoryHandle, digest: string): string =>
  `${repositoryKey(destination)} ${digest}`;

/** The lanes start at once what they have room for: the first ones have to be the largest already. */
const largestFirst = (blobs: readonly BlobDescriptor[]): readonly BlobDescriptor[] =>
  blobs.toSorted((a, b) => b.size - a.size);

/** A replicator whose layers share one budget, and which moves each blob into a repository once, whoever asks. */
export function createReplicator({
  budget = createLayerBudget(),
  retryPolicy = defaultRetryPolicy,
  signal,
  emit: tell = () => undefined,
  inFlightUploads = createInFlightUploads(),
  mountable = createMountableLayers(),
  hold = neverPaused,
  journal = noJournal,
  uploadMethod = 'auto',
  registryUnavailable,
  registryChunk,
}: ReplicatorOptions = {}): Replicator {
  const { scheduler } = budget;
  const user = { hold, signal };
  const emit: EventSink = (event) => {
    if (event.kind === 'layer-bytes') scheduler.moved(event.sent);
    tell(event);
  };
  const uploadMethods = createUploadMethods(uploadMethod, {
    closed: (error, retryIn) => emit({ kind: 'door-closed', error, retryIn }),
    opened: () => emit({ kind: 'door-opened' }),
    closedBefore: registryUnavailable,
  });
  const shareCopy = createSingleFlight<void>();
  const completed = new Set<string>();

  const copyLayer = async (
    source: RepositoryHandle,
    destination: RepositoryHandle,
    blob: BlobDescriptor,
  ): Promise<void> => {
    try {
      signal?.throwIfAborted();
      await uploadLayer(source, destination, blob, {
        retryPolicy,
        signal,
        emit,
        uploadMethods,
        journal,
        budget,
        user,
        mountable,
        registryChunk,
      });
    } catch (error) {
      signal?.throwIfAborted();
      emit({ kind: 'layer-failed', digest: blob.digest, error: toErrorData(error) });
      throw error;
    }
  };

  /**
   * Two uploads of one digest to one repository disturb each other at ECR: who comes second waits for the first, and
   * sends it after all when the first did not.
   */
  const sendUnlessPending = async (
    source: RepositoryHandle,
    destination: RepositoryHandle,
    blob: BlobDescriptor,
  ): Promise<void> => {
    for (;;) {
      const inFlightUpload = await scheduler.add(user, blob.size, async () => {
        const started = inFlightUploads.start(
          keyOf(destination, blob.digest),
          () => copyLayer(source, destination, blob),
          () => hold.heldUp(),
        );
        if (started.kind === 'own') await started.ended;
        return started;
      });
      if (inFlightUpload.kind === 'own') return;
      if (!(await orAbort(inFlightUpload.completed, signal))) continue;
      emit({ kind: 'layer', digest: blob.digest, state: 'already-at-destination' });
      return;
    }
  };

  /** Images of this replicator that share a blob share its one copy. */
  const copyOnce = (
    source: RepositoryHandle,
    destination: RepositoryHandle,
    blob: BlobDescriptor,
  ): Promise<void> => {
    const key = keyOf(destination, blob.digest);
    return shareCopy(key, async () => {
      await sendUnlessPending(source, destination, blob);
      completed.add(key);
    });
  };

  const copyMissing = async (
    source: RepositoryHandle,
    destination: RepositoryHandle,
    blobs: readonly BlobDescriptor[],
    seen?: ReadonlySet<string>,
  ): Promise<void> => {
    const digests = blobs.map(({ digest }) => digest);
    const available = seen
      ? new Set(digests.filter((digest) => seen.has(digest) || completed.has(keyOf(destination, digest))))
      : await findAvailableLayers(destination, digests, signal);
    for (const digest of digests) {
      emit({ kind: 'layer', digest, state: available.has(digest) ? 'already-at-destination' : 'waiting' });
    }
    // A process that ended right after a layer was completed left a note of it.
    await Promise.all(Array.from(available, (digest) => journal.forget(repositoryKey(destination), digest)));
    const lacking = blobs.filter(({ digest }) => !available.has(digest));
    // What was seen when planning came with its sizes; anything else has those of the manifests.
    const missing = seen ? lacking : await withStoredSizes(source, lacking, signal);
    const copies = await Promise.allSettled(
      largestFirst(missing).map((blob) => copyOnce(source, destination, blob)),
    );
    signal?.throwIfAborted();
    const failed = copies.find((copy) => copy.status === 'rejected');
    if (failed) throw failed.reason;
  };

  const uploadLayers: Replicator['uploadLayers'] = async (sourceImage, destination, seen) => {
    const blobs = collectBlobs(sourceImage);
    for (const { digest } of blobs) emit({ kind: 'layer', digest, state: 'checking' });
    await copyMissing(sourceImage.repository, destination, blobs, seen?.layers);
  };

  const putImage: Replicator['putImage'] = async (sourceImage, repository, destinationImageTags, seen) => {
    const tags = destinationImageTags ?? sourceImage.tags;
    await putImageManifests(sourceImage, repository, tags, {
      signal,
      stored: seen,
      supplyLayers: (blobs) => copyMissing(sourceImage.repository, repository, blobs),
      tagWritten: (tag) => emit({ kind: 'tag-written', digest: sourceImage.digest, tag }),
      tagUnsure: (tag) => emit({ kind: 'tag-unsure', digest: sourceImage.digest, tag }),
    });
    mountable.note(
      repository,
      collectBlobs(sourceImage).map(({ digest }) => digest),
    );
    return { repository, digest: destinationDigest(sourceImage), tags };
  };

  return {
    uploadLayers,
    putImage,
    async replicate(sourceImage, destinationRepository, destinationImageTags, seen) {
      emit({ kind: 'image', digest: sourceImage.digest, state: 'copying' });
      await uploadLayers(sourceImage, destinationRepository, seen);
      emit({ kind: 'image', digest: sourceImage.digest, state: 'tagging' });
      return putImage(sourceImage, destinationRepository, destinationImageTags, seen);
    },
  };
}
