import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { maxIdsPerCall } from '../ecr/chunk.ts';
import type { RepositoryContents, RepositoryListing } from '../ecr/repository-contents.ts';
import { minCallsForList } from '../ecr/repository-contents.ts';
import type { StoredImages } from '../ecr/stored-images.ts';
import { readStoredImagesIfAllowed } from '../ecr/stored-images.ts';
import { hasCode } from '../errors/engine-error.ts';
import { listFallbackTags } from '../image-graph/attachments.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectManifests } from '../image-graph/source-image.ts';
import { findDestinationLayers } from './find-destination-layers.ts';
import type { DestinationContents, DestinationInputs } from './plan-inputs.ts';
import type { SharedReads } from './shared-reads.ts';

/** What of the requested manifests and tags the destination has. */
type ExistingReferences = Omit<DestinationContents, 'readAt' | 'layers' | 'areLayersChecked' | 'sameBytes'>;

interface RequestedReferences {
  readonly digests: readonly string[];
  readonly tags: readonly string[];
}

const emptyContents = (): DestinationContents => ({
  readAt: Date.now(),
  layers: new Set(),
  areLayersChecked: true,
  manifests: new Set(),
  sameBytes: new Set(),
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

/** What is read of a destination while the manifests of the source are read. */
export interface DestinationReads {
  /** All images of the destination, where it was listed. */
  readonly listing: Promise<RepositoryListing | undefined>;
  /** Manifests and tags, where it was known which ones are needed. */
  readonly images: StartedRead | undefined;
}

interface StartedRead {
  readonly readAt: number;
  readonly answer: ReturnType<typeof readStoredImagesIfAllowed>;
}

const startRead = (handle: RepositoryHandle, wanted: Partial<RequestedReferences>): StartedRead => ({
  readAt: Date.now(),
  answer: readStoredImagesIfAllowed(handle, wanted),
});

/** Counts the calls that requests for the images and tags at the destination take at least. */
const countDestinationCalls = ({ images }: ReplicationRequest): number =>
  Math.ceil(images.length / maxIdsPerCall) +
  Math.ceil(images.flatMap(({ destinationTags }) => destinationTags).length / maxIdsPerCall);

/** Whether the request names every manifest and every tag that it copies: no image has children or referrers. */
function namesAll({ images, options }: ReplicationRequest, source: RepositoryContents): boolean {
  if (source.kind === 'unlisted') return false;
  const { indexes, bySubject, tags } = source.listing;
  if (!indexes || !bySubject) return false;
  const hasReferrers = (digest: string): boolean =>
    bySubject.has(digest) || listFallbackTags(digest).some((tag) => tags.has(tag));
  return images.every(({ digest }) => !indexes.has(digest) && !(options.referrers && hasReferrers(digest)));
}

/**
 * Starts what can be read of the destination before the manifests of the source are known.
 *
 * @param source what is known of the source.
 */
export function startDestinationReads(
  { handle, repository }: Pick<DestinationInputs, 'handle' | 'repository'>,
  request: ReplicationRequest,
  source: RepositoryContents,
  reads: SharedReads,
): DestinationReads {
  if (repository.kind === 'missing') return { listing: Promise.resolve(undefined), images: undefined };
  const calls = countDestinationCalls(request);
  const listing = reads.listDestination(handle, calls);
  const images =
    calls < minCallsForList && namesAll(request, source)
      ? startRead(handle, {
          digests: request.images.map(({ digest }) => digest),
          tags: request.images.flatMap(({ destinationTags }) => destinationTags),
        })
      : undefined;
  // They are awaited after the source, whose errors come first.
  void Promise.allSettled([listing, images?.answer]);
  return { listing, images };
}

async function readContents(
  handle: RepositoryHandle,
  images: readonly SourceImage[],
  request: ReplicationRequest,
  reads: DestinationReads,
): Promise<DestinationContents> {
  const listing = await reads.listing;
  const manifests = collectManifests({ manifests: images.flatMap(collectManifests), referrers: [] });
  const requested = {
    digests: manifests.map(({ digest }) => digest),
    tags: [
      ...request.images.flatMap(({ destinationTags }) => destinationTags),
      ...images.flatMap(({ referrers }) => referrers.flatMap(({ tag }) => tag ?? [])),
    ],
  };
  const listed = listing && selectListed(requested, listing);
  // A list does not show whether manifests may be read, as the copy does: one request does.
  const sample = listed ? [...listed.manifests, ...requested.digests].slice(0, 1) : [];
  const { readAt, answer } = listed
    ? startRead(handle, { digests: sample })
    : (reads.images ?? startRead(handle, requested));
  const { stored, error: readError } = await answer;
  const existing = listed && !readError ? listed : selectStored(stored, requested);
  const { layers, areChecked } = await findDestinationLayers(
    handle,
    manifests,
    existing.manifests,
    readError ? undefined : listing,
  );
  const sameBytes = manifests.flatMap(({ digest, text }) =>
    stored.manifests.get(digest)?.text === text ? digest : [],
  );
  return {
    ...existing,
    readAt,
    sameBytes: new Set(sameBytes),
    layers,
    areLayersChecked: areChecked,
    readError,
  };
}

/**
 * Reads what the destination has of the images of a request. When DescribeRepositories is denied, this read shows
 * whether the repository exists.
 *
 * @param reads what was started before.
 * @throws EngineError when the destination cannot be read.
 */
export async function readDestination(
  { handle, repository }: Pick<DestinationInputs, 'handle' | 'repository'>,
  images: readonly SourceImage[],
  request: ReplicationRequest,
  reads: DestinationReads,
): Promise<DestinationContents & Pick<DestinationInputs, 'repository'>> {
  if (repository.kind === 'missing') return { repository, ...emptyContents() };
  try {
    return { repository, ...(await readContents(handle, images, request, reads)) };
  } catch (error) {
    if (repository.kind === 'unknown' && hasCode(error, 'repository-not-found'))
      return { repository: { kind: 'missing' }, ...emptyContents() };
    throw error;
  }
}
