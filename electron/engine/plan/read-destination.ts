import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { RepositoryListing } from '../ecr/repository-contents.ts';
import type { StoredImages } from '../ecr/stored-images.ts';
import { readStoredImagesIfAllowed } from '../ecr/stored-images.ts';
import { hasCode } from '../errors/engine-error.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectManifests } from '../image-graph/source-image.ts';
import { findDestinationLayers } from './find-destination-layers.ts';
import type { DestinationContents, DestinationInputs } from './plan-inputs.ts';

/** What of the requested manifests and tags the destination has. */
type ExistingReferences = Omit<DestinationContents, 'layers' | 'areLayersChecked'>;

interface RequestedReferences {
  readonly digests: readonly string[];
  readonly tags: readonly string[];
}

const emptyContents = (): DestinationContents => ({
  layers: new Set(),
  areLayersChecked: true,
  manifests: new Set(),
  unreadable: new Set(),
  tags: new Map(),
});

/** Selects what is requested from the list of the destination. */
function selectListed(
  { digests, tags }: RequestedReferences,
  { statuses, tags: listedTags }: RepositoryListing,
): ExistingReferences {
  const manifests = new Set<string>();
  const unreadable = new Set<string>();
  for (const digest of digests) {
    const status = statuses.get(digest);
    if (status !== undefined) (status === 'ACTIVE' ? manifests : unreadable).add(digest);
  }
  const found = new Map<string, string>();
  for (const tag of tags) {
    const digest = listedTags.get(tag);
    if (digest === undefined) continue;
    found.set(tag, digest);
    if (statuses.get(digest) !== 'ACTIVE') unreadable.add(tag);
  }
  return { manifests, unreadable, tags: found };
}

const selectStored = (
  { manifests, tags, unreadable, cacheRuleError, describeError }: StoredImages,
  requested: RequestedReferences,
): ExistingReferences => ({
  manifests: new Set(manifests.keys()),
  unreadable: new Set(unreadable.keys()),
  tags,
  cacheRuleError,
  undescribedTags: describeError && {
    tags: requested.tags.filter((tag) => unreadable.has(tag)),
    error: describeError,
  },
});

async function readContents(
  handle: RepositoryHandle,
  images: readonly SourceImage[],
  request: ReplicationRequest,
  listing: RepositoryListing | undefined,
): Promise<DestinationContents> {
  const manifests = collectManifests({ manifests: images.flatMap(collectManifests), referrers: [] });
  const requested = {
    digests: manifests.map(({ digest }) => digest),
    tags: [
      ...request.images.flatMap(({ destinationTags }) => destinationTags),
      ...images.flatMap(({ referrers }) => referrers.flatMap(({ tag }) => tag ?? [])),
    ],
  };
  // A list does not show whether manifests may be read, as the copy does: one request does.
  const listed = listing && selectListed(requested, listing);
  const [sample] = listed ? [...listed.manifests, ...requested.digests] : [];
  const wanted = listed ? { digests: sample === undefined ? [] : [sample] } : requested;
  const { stored, error: readError } = await readStoredImagesIfAllowed(handle, wanted);
  const existing = listed && !readError ? listed : selectStored(stored, requested);
  const { layers, areChecked } = await findDestinationLayers(
    handle,
    manifests,
    existing.manifests,
    readError ? undefined : listing,
  );
  return { ...existing, layers, areLayersChecked: areChecked, readError };
}

/**
 * Reads what the destination has of the images of a request. When DescribeRepositories is denied, this read shows
 * whether the repository exists.
 *
 * @param listing all images of the destination, where it was listed.
 * @throws EngineError when the destination cannot be read.
 */
export async function readDestination(
  { handle, repository }: Pick<DestinationInputs, 'handle' | 'repository'>,
  images: readonly SourceImage[],
  request: ReplicationRequest,
  listing: RepositoryListing | undefined,
): Promise<DestinationContents & Pick<DestinationInputs, 'repository'>> {
  if (repository.kind === 'missing') return { repository, ...emptyContents() };
  try {
    return { repository, ...(await readContents(handle, images, request, listing)) };
  } catch (error) {
    if (repository.kind === 'unknown' && hasCode(error, 'repository-not-found'))
      return { repository: { kind: 'missing' }, ...emptyContents() };
    throw error;
  }
}
