import type { UploadStrategy, ReplicationRequest } from '../../../shared/models/plan.ts';
import type { RegistryIdentity, RegistrySelection } from '../../../shared/models/registry.ts';
import { repositoryArn } from '../../../shared/models/reference.ts';
import type { ErrorData, Side } from '../../../shared/result.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import { readStoredImagesIfAllowed } from '../ecr/get-manifests.ts';
import type { RepositoryLookup } from '../ecr/repositories.ts';
import { lookUpRepository } from '../ecr/repositories.ts';
import type { StoredSettings } from '../ecr/repository-settings.ts';
import { readStoredSettings } from '../ecr/repository-settings.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { listFallbackTags } from '../image-graph/attachments.ts';
import type { PingRegistry } from '../oci-registry/ping-registry.ts';
import { planUploadStrategy } from './upload-strategy.ts';
import { findAvailableLayers } from '../ecr/layer-availability.ts';
import type { KeptReferrer } from './kept-referrers.ts';
import { excludeConflictingReferrers } from './kept-referrers.ts';
import { createManifestReader } from '../image-graph/manifest-reader.ts';
import { readContents } from '../ecr/repository-contents.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { LoadedImage, SourceImage } from '../image-graph/source-image.ts';
import {
  collectBlobs,
  withBlobSizes,
  collectManifests,
  mapReadable,
  filterReadable,
  readSourceImages,
} from '../image-graph/source-image.ts';
import { readStoredSizes } from '../replication/download/stored-sizes.ts';

/** Everything that a plan is computed from, as AWS reported it; reading it changed nothing. */
export interface PlanInputs {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly source: {
    readonly identity: RegistryIdentity;
    readonly handle: RepositoryHandle;
    /** It exists: what it holds was read. */
    readonly repository: Exclude<RepositoryLookup, { readonly kind: 'missing' }>;
    /** Read only where the destination has to be created. */
    readonly settings: StoredSettings | undefined;
    /** Why it is unknown whether reading it made ECR import from upstream: nothing that says so may be read. */
    readonly importUnknown?: ErrorData | undefined;
  };
  readonly destination: {
    readonly identity: RegistryIdentity;
    readonly handle: RepositoryHandle;
    readonly repository: RepositoryLookup;
    readonly layers: ReadonlySet<string>;
    readonly manifests: ReadonlySet<string>;
    /** Manifests that it has and does not return: archived ones. */
    readonly unreadable: ReadonlySet<string>;
    /** Digest by tag, of the tags that the request wants. */
    readonly tags: ReadonlyMap<string, string>;
    /** Why its manifests and tags are not known: BatchGetImage is denied. */
    readonly unread?: ErrorData | undefined;
    /** Tags of archived images whose digests cannot be read. */
    readonly undescribed?: { readonly tags: readonly string[]; readonly error: ErrorData } | undefined;
  };
  /** One for each image of the request, in its order. */
  readonly images: readonly LoadedImage[];
  /** Referrers of the destination that were chosen to be kept instead of being replaced. */
  readonly kept: readonly KeptReferrer[];
  readonly way: UploadStrategy;
  /** Digest by tag at the source, of the tags that were picked. */
  readonly sourceTags: ReadonlyMap<string, string>;
}

/** The account is pinned from here on: no call goes out with credentials that have turned into another account's. */
async function openSide(access: AwsAccess, selection: RegistrySelection, name: string, side: Side) {
  const identity = await access.identify(selection, side);
  const { registryId, accountId } = identity;
  const registry = (await access.connect({ ...selection, registryId }, accountId)).forSide(side);
  const handle: RepositoryHandle = { registry, name };
  return { identity, handle, repository: await lookUpRepository(registry, name) };
}

const named = ({ registryId: accountId, region }: RegistryIdentity, { name }: RepositoryHandle) => ({
  name,
  arn: repositoryArn({ accountId, region, repositoryName: name }),
});

const noSource = ({ repositoryName, region }: ReplicationRequest['source']): EngineError =>
  new EngineError({
    code: 'repository-not-found',
    message: `There is no repository ${repositoryName} in ${region} at the source. Choose another one.`,
    side: 'source',
    retryable: false,
  });

/** How many calls it takes to ask about each image what a listing of the source would tell of all. */
const callsToAsk = ({ images, options }: ReplicationRequest): number => {
  const tags = images.flatMap(({ sourceTags }) => sourceTags).length;
  const guesses = options.referrers ? listFallbackTags('').length * images.length : 0;
  return Math.ceil((tags + guesses) / 100) + (options.referrers ? images.length : 0);
};

/** Asks both registries what the request touches. @throws EngineError with the side it concerns. */
export async function gatherPlanInputs(
  access: AwsAccess,
  request: ReplicationRequest,
  pingRegistry: PingRegistry,
): Promise<PlanInputs> {
  const [source, destination] = await Promise.all([
    openSide(access, request.source, request.source.repositoryName, 'source'),
    openSide(access, request.destination, request.destination.repositoryName, 'destination'),
  ]);
  const { repository } = source;
  if (repository.kind === 'missing') throw noSource(request.source);

  const at = Date.now();
  const { options } = request;
  const picked = request.images.flatMap(({ sourceTags }) => sourceTags);
  const digests = request.images.map(({ digest }) => digest);
  const contents = await readContents(source.handle, callsToAsk(request));
  const reader = createManifestReader(source.handle, undefined, contents);
  await reader.read(digests, [...picked, ...(options.referrers ? digests.flatMap(listFallbackTags) : [])]);
  const selections = request.images.map(({ digest, sourceTags: tags }) => ({ digest, tags }));
  const images = await readSourceImages(source.handle, selections, options, undefined, reader);
  const readable = filterReadable(images);
  const sourceTags = await reader.readTagDigests(picked);
  const present = await readDestination(destination, readable, request);
  const settings =
    present.repository.kind === 'missing'
      ? await readStoredSettings(source.handle.registry, named(source.identity, source.handle))
      : undefined;
  const kept: KeptReferrer[] = [];
  const wanted = mapReadable(images, (image) => {
    if (options.existingSignatures !== 'keep') return image;
    const resolved = excludeConflictingReferrers(image, present.tags);
    kept.push(...resolved.kept);
    return resolved.image;
  });
  const missing = filterReadable(wanted)
    .flatMap(collectBlobs)
    .filter(({ digest }) => !present.layers.has(digest));
  const [way, sizes] = await Promise.all([
    missing.length === 0
      ? ({ kind: 'none' } as const)
      : planUploadStrategy(source, destination, options.uploadMethod, pingRegistry),
    readStoredSizes(source.handle, missing),
  ]);
  return {
    at,
    source: {
      ...source,
      repository,
      settings,
      importUnknown: contents.kind === 'asked' ? contents.importUnknown : undefined,
    },
    destination: { ...destination, ...present },
    images: mapReadable(wanted, (image) => withBlobSizes(image, sizes)),
    kept,
    way,
    sourceTags,
  };
}

const blobsNamedBy = (manifests: readonly Manifest[]): readonly string[] =>
  collectBlobs({ manifests, referrers: [] }).map(({ digest }) => digest);

type Contents = Pick<
  PlanInputs['destination'],
  'layers' | 'manifests' | 'unreadable' | 'tags' | 'undescribed' | 'unread'
>;

const nothing = (): Contents => ({
  layers: new Set(),
  manifests: new Set(),
  unreadable: new Set(),
  tags: new Map(),
});

/** Where DescribeRepositories is denied, reading what is in the repository finds out whether it exists. */
async function readDestination(
  { handle, repository }: Pick<PlanInputs['destination'], 'handle' | 'repository'>,
  images: readonly SourceImage[],
  request: ReplicationRequest,
): Promise<Contents & Pick<PlanInputs['destination'], 'repository'>> {
  if (repository.kind === 'missing') return { repository, ...nothing() };
  try {
    return { repository, ...(await readStored(handle, images, request)) };
  } catch (error) {
    if (repository.kind === 'unknown' && hasCode(error, 'repository-not-found'))
      return { repository: { kind: 'missing' }, ...nothing() };
    throw error;
  }
}

async function readStored(
  handle: RepositoryHandle,
  images: readonly SourceImage[],
  request: ReplicationRequest,
): Promise<Contents> {
  const manifests = images.flatMap(collectManifests);
  const wantedTags = [
    ...request.images.flatMap(({ destinationTags }) => destinationTags),
    ...images.flatMap(({ referrers }) => referrers.flatMap(({ tag }) => tag ?? [])),
  ];
  const wanted = { digests: manifests.map(({ digest }) => digest), tags: wantedTags };
  const { stored, error: unread } = await readStoredImagesIfAllowed(handle.registry, handle.name, wanted);
  const isStored = ({ digest }: Manifest): boolean => stored.manifests.has(digest);
  // ECR keeps what a stored manifest names; whether it still is so is asked when the plan runs.
  const layers = new Set(blobsNamedBy(manifests.filter(isStored)));
  const unknown = blobsNamedBy(manifests.filter((manifest) => !isStored(manifest)));
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
    unread,
    undescribed: stored.undescribed && {
      tags: wantedTags.filter((tag) => stored.unreadable.has(tag)),
      error: stored.undescribed,
    },
  };
}
