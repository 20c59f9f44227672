import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { findAvailableLayers } from '../ecr/layer-availability.ts';
import { readStoredImagesIfAllowed } from '../ecr/stored-images.ts';
import { hasCode } from '../errors/engine-error.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectBlobs, collectManifests } from '../image-graph/source-image.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { DestinationContents, DestinationInputs } from './plan-inputs.ts';

const emptyContents = (): DestinationContents => ({
  layers: new Set(),
  manifests: new Set(),
  unreadable: new Set(),
  tags: new Map(),
});

const listBlobDigests = (manifests: readonly Manifest[]): readonly string[] =>
  collectBlobs({ manifests, referrers: [] }).map(({ digest }) => digest);

async function readContents(
  handle: RepositoryHandle,
  images: readonly SourceImage[],
  request: ReplicationRequest,
): Promise<DestinationContents> {
  const manifests = images.flatMap(collectManifests);
  const tags = [
    ...request.images.flatMap(({ destinationTags }) => destinationTags),
    ...images.flatMap(({ referrers }) => referrers.flatMap(({ tag }) => tag ?? [])),
  ];
  const requested = { digests: manifests.map(({ digest }) => digest), tags };
  const { stored, error: readError } = await readStoredImagesIfAllowed(handle, requested);
  const isStored = ({ digest }: Manifest): boolean => stored.manifests.has(digest);
  // ECR keeps the layers of stored manifests. The run checks them again before it puts an image.
  const layers = new Set(listBlobDigests(manifests.filter(isStored)));
  const unknown = listBlobDigests(manifests.filter((manifest) => !isStored(manifest)));
  const found = await findAvailableLayers(
    handle,
    unknown.filter((digest) => !layers.has(digest)),
  );
  for (const digest of found) layers.add(digest);
  return {
    layers,
    manifests: new Set(stored.manifests.keys()),
    unreadable: new Set(stored.unreadable.keys()),
    tags: stored.tags,
    readError,
    cacheRuleError: stored.cacheRuleError,
    undescribedTags: stored.describeError && {
      tags: tags.filter((tag) => stored.unreadable.has(tag)),
      error: stored.describeError,
    },
  };
}

/**
 * Reads what the destination has of the images of a request. When DescribeRepositories is denied, this read shows
 * whether the repository exists.
 *
 * @throws EngineError when the destination cannot be read.
 */
export async function readDestination(
  { handle, repository }: Pick<DestinationInputs, 'handle' | 'repository'>,
  images: readonly SourceImage[],
  request: ReplicationRequest,
): Promise<DestinationContents & Pick<DestinationInputs, 'repository'>> {
  if (repository.kind === 'missing') return { repository, ...emptyContents() };
  try {
    return { repository, ...(await readContents(handle, images, request)) };
  } catch (error) {
    if (repository.kind === 'unknown' && hasCode(error, 'repository-not-found'))
      return { repository: { kind: 'missing' }, ...emptyContents() };
    throw error;
  }
}
