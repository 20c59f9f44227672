import type {
  Plan,
  PlannedBlob,
  PlannedRepository,
  PlannedWay,
  ReplicationRequest,
} from '../../../shared/models/plan.ts';
import { repositoryUri } from '../../../shared/models/reference.ts';
import type { SourceImage } from '../replication/source-image.ts';
import { blobsOf } from '../replication/source-image.ts';
import type { Gathered } from './gather.ts';
import { obstaclesOf } from './obstacles.ts';
import { plannedImage } from './plan-image.ts';
import { plannedSettings } from './planned-settings.ts';
import { attachedTags } from './tag-changes.ts';
import { warningsOf } from './plan-warnings.ts';

/** What a byte of a layer takes on the wire: the ECR API carries base64. */
const wireFactors = { none: 1, registry: 1, api: 4 / 3 } as const satisfies Record<
  PlannedWay['kind'],
  number
>;

function plannedRepository(gathered: Gathered, request: ReplicationRequest): PlannedRepository {
  const { identity, repository } = gathered.destination;
  const { repositoryName: name, settings } = request.destination;
  if (repository) {
    return { kind: 'existing', name, uri: repository.uri, tagMutability: repository.tagMutability };
  }
  const uri = repositoryUri({
    accountId: identity.registryId,
    region: identity.region,
    repositoryName: name,
  });
  return { kind: 'create', name, uri, settings: plannedSettings(settings, gathered) };
}

function plannedBlobs(images: readonly SourceImage[], present: ReadonlySet<string>): readonly PlannedBlob[] {
  const blobs = new Map(images.flatMap(blobsOf).map((blob) => [blob.digest, blob]));
  return [...blobs.values()]
    .map((blob) => ({ ...blob, present: present.has(blob.digest) }))
    .toSorted((a, b) => b.size - a.size);
}

const sumOfSizes = (blobs: readonly PlannedBlob[]): number => blobs.reduce((sum, { size }) => sum + size, 0);

/** The plan for a request, from what was gathered for it. Pure: the same input gives the same plan. */
export function computePlan(id: string, request: ReplicationRequest, gathered: Gathered): Plan {
  const { source, destination } = gathered;
  const blobs = plannedBlobs(gathered.images, destination.layers);
  const attached = attachedTags(gathered.images);
  const images = gathered.images.flatMap((image, index) => {
    const requested = request.images[index];
    return requested ? [plannedImage(image, requested, request, gathered, attached)] : [];
  });
  const toMove = sumOfSizes(blobs.filter(({ present }) => !present));
  const total = sumOfSizes(blobs);
  return {
    id,
    request,
    source: { ...source.identity, repositoryName: source.handle.name, repositoryUri: source.repository.uri },
    destination: { ...destination.identity, repository: plannedRepository(gathered, request) },
    images,
    blobs,
    bytes: {
      total,
      alreadyThere: total - toMove,
      toMove,
      onTheWire: Math.ceil(toMove * wireFactors[gathered.way.kind]),
    },
    way: gathered.way,
    warnings: warningsOf(request, gathered, images),
    obstacles: obstaclesOf(request, destination.repository !== undefined, images, blobs),
  };
}
