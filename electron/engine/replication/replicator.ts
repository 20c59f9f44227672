import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RetryPolicy } from '../async/retry.ts';
import { defaultRetryPolicy } from '../async/retry.ts';
import type { StoredImages } from '../ecr/stored-images.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectBlobs, getDestinationDigest } from '../image-graph/source-image.ts';
import type { MountableLayers } from './upload/mountable-layers.ts';
import { createMountableLayers } from './upload/mountable-layers.ts';
import type { ReadTime } from './put-image.ts';
import { putImageManifests } from './put-image.ts';
import type { EventSink } from './upload/replication-event.ts';
import type { LayerScheduler } from './scheduler/layer-scheduler.ts';
import { createLayerScheduler } from './scheduler/layer-scheduler.ts';
import type { PauseSignal } from './scheduler/pause-controller.ts';
import { neverPaused } from './scheduler/pause-controller.ts';
import type { InFlightUploads } from './scheduler/in-flight-uploads.ts';
import { createInFlightUploads } from './scheduler/in-flight-uploads.ts';
import type { TagWrites } from './tag-writes.ts';
import { createTagWrites } from './tag-writes.ts';
import { createLayerUploader } from './upload-layers.ts';
import type { RegistrySizes } from './upload/upload-context.ts';
import { ecrRegistrySizes } from './upload/upload-context.ts';
import type { UploadJournal } from './upload/upload-journal.ts';
import { noJournal } from './upload/upload-journal.ts';
import { createUploadMethods } from './upload/upload-methods.ts';

/** An image at the destination. */
export interface DestinationImage {
  readonly repository: RepositoryHandle;
  readonly digest: string;
  readonly tags: readonly string[];
}

/** What the destination has of an image, so that it is not read again. */
export interface DestinationContents extends StoredImages, ReadTime {
  /** Digests of the layers and configs that the destination has; read when not given. */
  readonly layers?: ReadonlySet<string>;
}

/** Without options, a replicator shares no slots, uploads or mountable layers with others, and resumes no upload. */
export interface ReplicatorOptions {
  /** Shared by all replicators that use the same link; a new one when absent. */
  readonly scheduler?: LayerScheduler;
  readonly retryPolicy?: RetryPolicy;
  readonly signal?: AbortSignal;
  readonly emit?: EventSink;
  /** Shared by all replicators that may upload the same layer into the same repository. */
  readonly inFlightUploads?: InFlightUploads;
  /** Shared by all replicators, so that one can mount the layers that another one uploaded. */
  readonly mountable?: MountableLayers;
  /** Shared by all replicators, so that none overwrites a tag that another one has written since the tags were read. */
  readonly tagWrites?: TagWrites;
  /** While it is paused, other replicators use its slots and do not wait for its uploads. */
  readonly pauseSignal?: PauseSignal;
  /** Has the uploads that an earlier run left unfinished. */
  readonly journal?: UploadJournal;
  readonly uploadMethod?: UploadMethodChoice;
  /** Why the registry endpoint was not available while planning; it is tried again later. */
  readonly registryUnavailable?: ErrorData | undefined;
  /** Those of ECR when absent. */
  readonly registrySizes?: RegistrySizes;
}

/** The three operations of ECRImageReplicator (aibs-informatics-aws-utils), with the same meaning. */
export interface Replicator {
  /**
   * Copies an image into a repository: its layers, its manifests, then its tags. It has the effect of
   * `docker pull; docker tag; docker push`, with the same digest.
   *
   * @param destinationImageTags the tags of the source when not given; an empty list leaves the image untagged.
   * @param contents read when not given; where it is outdated, ECR's responses correct it.
   * @throws EngineError that names side, object and next step; AbortError when cancelled. No tag points to an incomplete
   *   image then.
   */
  replicate(
    sourceImage: SourceImage,
    destinationRepository: RepositoryHandle,
    destinationImageTags?: readonly string[],
    contents?: DestinationContents,
  ): Promise<DestinationImage>;
  /** Uploads every layer and config that the destination lacks. */
  uploadLayers(
    sourceImage: SourceImage,
    destinationRepository: RepositoryHandle,
    contents?: DestinationContents,
  ): Promise<void>;
  /** Writes manifests and tags of an image whose layers are at the destination; uploads layers that are missing. */
  putImage(
    sourceImage: SourceImage,
    destinationRepository: RepositoryHandle,
    destinationImageTags?: readonly string[],
    contents?: DestinationContents,
  ): Promise<DestinationImage>;
}

/** Creates a replicator that uploads each layer into a repository once, also for several images at the same time. */
export function createReplicator({
  scheduler = createLayerScheduler(),
  retryPolicy = defaultRetryPolicy,
  signal,
  emit: onEvent = () => undefined,
  inFlightUploads = createInFlightUploads(),
  mountable = createMountableLayers(),
  tagWrites = createTagWrites(),
  pauseSignal = neverPaused,
  journal = noJournal,
  uploadMethod = 'auto',
  registryUnavailable,
  registrySizes = ecrRegistrySizes,
}: ReplicatorOptions = {}): Replicator {
  const emit: EventSink = (event) => {
    if (event.kind === 'layer-bytes') scheduler.countSentBytes(event.sent);
    onEvent(event);
  };
  const uploadMethods = createUploadMethods(uploadMethod, {
    onUnavailable: (error, retryIn) => emit({ kind: 'registry-unavailable', error, retryIn }),
    onAvailable: () => emit({ kind: 'registry-available' }),
    unavailableBefore: registryUnavailable,
  });
  const slotOwner = { pauseSignal, signal };
  const uploadMissingLayers = createLayerUploader(
    {
      retryPolicy,
      signal,
      emit,
      uploadMethods,
      scheduler,
      slotOwner,
      mountable,
      journal,
      registrySizes,
    },
    inFlightUploads,
  );

  const uploadLayers: Replicator['uploadLayers'] = async (sourceImage, destination, contents) => {
    const blobs = collectBlobs(sourceImage);
    for (const { digest } of blobs) emit({ kind: 'layer', digest, state: 'checking' });
    await uploadMissingLayers(sourceImage.repository, destination, blobs, contents?.layers);
  };

  const putImage: Replicator['putImage'] = async (
    sourceImage,
    repository,
    destinationImageTags,
    contents,
  ) => {
    const tags = destinationImageTags ?? sourceImage.tags;
    await putImageManifests(sourceImage, repository, tags, {
      signal,
      stored: contents,
      uploadMissingLayers: (blobs) => uploadMissingLayers(sourceImage.repository, repository, blobs),
      tagWrites,
      onTagWritten: (tag) => emit({ kind: 'tag-written', digest: sourceImage.digest, tag }),
      onTagUnsure: (tag) => emit({ kind: 'tag-unsure', digest: sourceImage.digest, tag }),
    });
    mountable.add(
      repository,
      collectBlobs(sourceImage).map(({ digest }) => digest),
    );
    return { repository, digest: getDestinationDigest(sourceImage), tags };
  };

  return {
    uploadLayers,
    putImage,
    async replicate(sourceImage, destinationRepository, destinationImageTags, contents) {
      emit({ kind: 'image', digest: sourceImage.digest, state: 'copying' });
      await uploadLayers(sourceImage, destinationRepository, contents);
      emit({ kind: 'image', digest: sourceImage.digest, state: 'tagging' });
      return putImage(sourceImage, destinationRepository, destinationImageTags, contents);
    },
  };
}
