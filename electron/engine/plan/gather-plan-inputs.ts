import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { repositoryArn } from '../../../shared/models/reference.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { maxIdsPerCall } from '../ecr/chunk.ts';
import { readStoredSettings } from '../ecr/repository-settings.ts';
import { EngineError } from '../errors/engine-error.ts';
import { listFallbackTags } from '../image-graph/attachments.ts';
import { createManifestReader } from '../image-graph/manifest-reader.ts';
import { readSourceImages } from '../image-graph/read-source-images.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectBlobs, filterReadable, mapReadable, withBlobSizes } from '../image-graph/source-image.ts';
import type { BlobDescriptor } from '../manifest/manifest.ts';
import type { PingRegistry } from '../oci-registry/ping-registry.ts';
import { readStoredSizes } from '../replication/download/stored-sizes.ts';
import { connectToRead, openDestination, openSource } from './open-sides.ts';
import type { KeptReferrer } from './exclude-referrers.ts';
import { excludeConflictingReferrers } from './exclude-referrers.ts';
import { maxCheckedBlobs } from './find-destination-layers.ts';
import type { PlanInputs } from './plan-inputs.ts';
import { readDestination, startDestinationReads } from './read-destination.ts';
import type { SharedReads } from './shared-reads.ts';
import { planUploadStrategy } from './upload-strategy.ts';

const withArn = ({ registryId: accountId, region }: RegistryIdentity, { name }: RepositoryHandle) => ({
  name,
  arn: repositoryArn({ accountId, region, repositoryName: name }),
});

const sourceMissingError = ({ repositoryName, region }: ReplicationRequest['source']): EngineError =>
  new EngineError({
    code: 'repository-not-found',
    message: `There is no repository ${repositoryName} in ${region} at the source. Choose another one.`,
    side: 'source',
    retryable: false,
  });

/** Counts the calls that requests for the single images take, as the alternative to a list of the source. */
export function countSingleCalls(images: number, tags: number, referrers: boolean): number {
  const fallbackTags = referrers ? listFallbackTags('').length * images : 0;
  return Math.ceil((tags + fallbackTags) / maxIdsPerCall) + (referrers ? images : 0);
}

/** Collects the blobs that the destination lacks, each once. */
function collectMissingBlobs(
  images: readonly SourceImage[],
  existing: ReadonlySet<string>,
): readonly BlobDescriptor[] {
  const missing = new Map<string, BlobDescriptor>();
  for (const image of images)
    for (const blob of collectBlobs(image)) if (!existing.has(blob.digest)) missing.set(blob.digest, blob);
  return [...missing.values()];
}

/**
 * Reads from both registries what a plan for the request needs. Changes nothing at AWS.
 *
 * @throws EngineError with the side it concerns.
 */
export async function gatherPlanInputs(
  access: AwsAccess,
  request: ReplicationRequest,
  pingRegistry: PingRegistry,
  reads: SharedReads,
): Promise<PlanInputs> {
  const startedAt = performance.now();
  const { options } = request;
  const selectedTags = request.images.flatMap(({ sourceTags }) => sourceTags);
  const digests = request.images.map(({ digest }) => digest);
  const singleCalls = countSingleCalls(digests.length, selectedTags.length, options.referrers);

  const opening = [
    openSource(access, request.source, reads),
    openDestination(access, request.destination, reads),
  ] as const;
  const listing = connectToRead(access, request.source, 'source').then((handle) =>
    reads.listSource(handle, singleCalls),
  );
  await Promise.allSettled([...opening, listing]);
  const [source, destination] = await Promise.all(opening);
  const { repository } = source;
  if (repository.kind === 'missing') throw sourceMissingError(request.source);
  const contents = await listing;

  const destinationReads = startDestinationReads(destination, request, contents, reads);
  const reader = createManifestReader(source.handle, undefined, contents);
  // One call for tags of both kinds, which are read later from the reader.
  const readTags =
    contents.kind === 'listed'
      ? []
      : [...selectedTags, ...(options.referrers ? digests.flatMap(listFallbackTags) : [])];
  await reader.read(digests, readTags);
  const selections = request.images.map(({ digest, sourceTags: tags }) => ({ digest, tags }));
  const loaded = await readSourceImages(source.handle, selections, options, undefined, reader);
  const sourceTags = await reader.readTagDigests(selectedTags);
  const existing = await readDestination(destination, filterReadable(loaded), request, destinationReads);
  const settings =
    existing.repository.kind === 'missing'
      ? await readStoredSettings(source.handle.registry, withArn(source.identity, source.handle))
      : undefined;
  const keptReferrers: KeptReferrer[] = [];
  const images = mapReadable(loaded, (image) => {
    if (options.existingSignatures !== 'keep') return image;
    const { kept, ...result } = excludeConflictingReferrers(image, existing.tags);
    keptReferrers.push(...kept);
    return result.image;
  });
  const missingBlobs = collectMissingBlobs(filterReadable(images), existing.layers);
  const areSizesChecked = missingBlobs.length <= maxCheckedBlobs;
  const [uploadStrategy, sizes] = await Promise.all([
    missingBlobs.length === 0
      ? ({ kind: 'none' } as const)
      : planUploadStrategy(source, destination, options.uploadMethod, pingRegistry),
    readStoredSizes(
      source.handle,
      areSizesChecked ? missingBlobs : missingBlobs.filter(({ size }) => size === 0),
    ),
  ]);
  return {
    startedAt,
    source: {
      ...source,
      // A source that was not listed is no cache, or cannot be listed in the run either.
      handle: { ...source.handle, mayImport: contents.kind === 'listed' },
      repository,
      settings,
      cacheRuleError: contents.kind === 'unlisted' ? contents.cacheRuleError : undefined,
    },
    destination: {
      ...destination,
      ...existing,
      // A destination that may not be listed cannot be listed in the run either.
      handle: { ...destination.handle, mayImport: destination.handle.mayImport && !existing.cacheRuleError },
    },
    images: mapReadable(images, (image) => withBlobSizes(image, sizes)),
    keptReferrers,
    uploadStrategy,
    areBlobsChecked: areSizesChecked && existing.areLayersChecked,
    sourceTags,
  };
}
