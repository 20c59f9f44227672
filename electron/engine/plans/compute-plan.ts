import type {
  Plan,
  PlannedBlob,
  PlannedImage,
  PlannedRepository,
  PlanWarning,
  ReplicationRequest,
} from '../../../shared/models/plan.ts';
import { repositoryUri } from '../../../shared/models/reference.ts';
import type { Manifest } from '../ecr/manifest.ts';
import { imageKind } from '../ecr/media-types.ts';
import type { SourceImage } from '../replication/source-image.ts';
import { blobsOf } from '../replication/source-image.ts';
import type { Gathered } from './gather.ts';
import { obstaclesOf } from './obstacles.ts';
import { tagChanges } from './tag-changes.ts';

/** The ECR API carries layer bytes as base64. */
const wireFactor = 4 / 3;

function plannedRepository({ source, destination }: Gathered, name: string): PlannedRepository {
  const { identity, repository } = destination;
  if (repository) {
    return { kind: 'existing', name, uri: repository.uri, tagMutability: repository.tagMutability };
  }
  const { tagMutability, tagMutabilityExclusions, encryption } = source.repository;
  const uri = repositoryUri({
    accountId: identity.registryId,
    region: identity.region,
    repositoryName: name,
  });
  return { kind: 'create', name, uri, tagMutability, tagMutabilityExclusions, encryption };
}

function plannedBlobs(images: readonly SourceImage[], present: ReadonlySet<string>): readonly PlannedBlob[] {
  const blobs = new Map(images.flatMap(blobsOf).map((blob) => [blob.digest, blob]));
  return [...blobs.values()]
    .map((blob) => ({ ...blob, present: present.has(blob.digest) }))
    .toSorted((a, b) => b.size - a.size);
}

const configType = ({ content }: Manifest): string | undefined =>
  content.kind === 'image' ? content.blobs.find(({ kind }) => kind === 'config')?.mediaType : undefined;

function plannedImage(
  image: SourceImage,
  requested: ReplicationRequest['images'][number],
  request: ReplicationRequest,
  gathered: Gathered,
): PlannedImage {
  const { destination, source } = gathered;
  const root = image.manifests.at(-1);
  const platforms = new Map(
    image.manifests.flatMap(({ content }) =>
      content.kind === 'index'
        ? content.children.map(({ digest, platform }) => [digest, platform] as const)
        : [],
    ),
  );
  return {
    digest: image.digest,
    destinationDigest: image.digest,
    leftOut: [],
    referrers: [],
    kind: imageKind(root?.mediaType ?? '', root && configType(root)),
    sourceTags: requested.sourceTags,
    tags: tagChanges(
      requested,
      request.images,
      destination.tags,
      destination.repository ?? source.repository,
    ),
    manifests: image.manifests.map(({ digest, mediaType, content }) => ({
      digest,
      mediaType,
      platform: platforms.get(digest),
      blobs: content.kind === 'image' ? content.blobs.map((blob) => blob.digest) : [],
      present: destination.manifests.has(digest),
    })),
  };
}

function warningsOf(
  request: ReplicationRequest,
  { source, destination, sourceTags }: Gathered,
  images: readonly PlannedImage[],
): readonly PlanWarning[] {
  const moves = images.flatMap(({ tags }) => tags).filter(({ kind }) => kind === 'move').length;
  const movedAtSource = request.images.flatMap(({ digest, sourceTags: picked }) =>
    picked.flatMap((tag): PlanWarning[] => {
      const now = sourceTags.get(tag);
      return now === undefined || now === digest ? [] : [{ kind: 'tag-moved-at-source', tag, digest: now }];
    }),
  );
  const untagged = images.filter(({ tags }) => tags.length === 0);
  const { kmsKey } = source.repository;
  return [
    ...(source.handle.name === destination.handle.name && sameRegistry(source.identity, destination.identity)
      ? [{ kind: 'same-repository' } as const]
      : []),
    ...(moves > 0 ? [{ kind: 'tags-move', count: moves } as const] : []),
    ...(!destination.repository && kmsKey !== undefined
      ? [{ kind: 'kms-key-not-copied', kmsKey } as const]
      : []),
    ...movedAtSource,
    ...untagged.map(({ digest }) => ({ kind: 'untagged', digest }) as const),
  ];
}

const sameRegistry = (a: Gathered['source']['identity'], b: Gathered['source']['identity']): boolean =>
  a.registryId === b.registryId && a.region === b.region;

const sumOfSizes = (blobs: readonly PlannedBlob[]): number => blobs.reduce((sum, { size }) => sum + size, 0);

/** The plan for a request, from what was gathered for it. Pure: the same input gives the same plan. */
export function computePlan(id: string, request: ReplicationRequest, gathered: Gathered): Plan {
  const { source, destination } = gathered;
  const blobs = plannedBlobs(gathered.images, destination.layers);
  const images = gathered.images.flatMap((image, index) => {
    const requested = request.images[index];
    return requested ? [plannedImage(image, requested, request, gathered)] : [];
  });
  const toMove = sumOfSizes(blobs.filter(({ present }) => !present));
  const total = sumOfSizes(blobs);
  return {
    id,
    request,
    source: { ...source.identity, repositoryName: source.handle.name, repositoryUri: source.repository.uri },
    destination: {
      ...destination.identity,
      repository: plannedRepository(gathered, request.destination.repositoryName),
    },
    images,
    blobs,
    bytes: { total, alreadyThere: total - toMove, toMove, onTheWire: Math.ceil(toMove * wireFactor) },
    warnings: warningsOf(request, gathered, images),
    obstacles: obstaclesOf(request, destination.repository !== undefined, images, blobs),
  };
}
