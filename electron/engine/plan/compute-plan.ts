import type {
  Plan,
  PlannedBlob,
  PlannedImage,
  PlannedRepository,
  UploadStrategy,
  ReplicationRequest,
} from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import { repositoryUri } from '../../../shared/models/reference.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import { assertNever } from '../../../shared/result.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectBlobs, filterReadable } from '../image-graph/source-image.ts';
import type { PlanInputs } from './gather-plan-inputs.ts';
import { blockersOf, planBlockers } from './blockers.ts';
import { plannedImage, unreadableImage } from './plan-image.ts';
import { plannedSettings } from './planned-settings.ts';
import { attachedTags } from './tag-changes.ts';
import { findWarnings } from './plan-warnings.ts';

/** What a byte of a layer takes on the wire: the ECR API carries base64. */
const wireFactors = { none: 1, registry: 1, api: 4 / 3 } as const satisfies Record<
  UploadStrategy['kind'],
  number
>;

const uriOf = ({ registryId: accountId, region }: RegistryIdentity, repositoryName: string): string =>
  repositoryUri({ accountId, region, repositoryName });

function plannedRepository(inputs: PlanInputs, request: ReplicationRequest): PlannedRepository {
  const { identity, repository } = inputs.destination;
  const { repositoryName: name, settings } = request.destination;
  switch (repository.kind) {
    case 'found': {
      const { uri, tagMutability } = repository.repository;
      return { kind: 'existing', name, uri, tagMutability };
    }
    case 'unknown':
      return { kind: 'existing', name, uri: uriOf(identity, name), tagMutability: undefined };
    case 'missing':
      return {
        kind: 'create',
        name,
        uri: uriOf(identity, name),
        settings: plannedSettings(settings, inputs),
      };
    default:
      return assertNever(repository);
  }
}

function plannedBlobs(images: readonly SourceImage[], present: ReadonlySet<string>): readonly PlannedBlob[] {
  const blobs = new Map(images.flatMap(collectBlobs).map((blob) => [blob.digest, blob]));
  return [...blobs.values()]
    .map((blob) => ({ ...blob, present: present.has(blob.digest) }))
    .toSorted((a, b) => b.size - a.size);
}

const sumOfSizes = (blobs: readonly PlannedBlob[]): number => blobs.reduce((sum, { size }) => sum + size, 0);

/** The plan for a request, from what was gathered for it. Pure: the same input gives the same plan. */
export function computePlan(id: string, request: ReplicationRequest, inputs: PlanInputs): Plan {
  const { source, destination } = inputs;
  const attached = attachedTags(filterReadable(inputs.images));
  const images = inputs.images.flatMap((loaded, index): PlannedImage | readonly PlannedImage[] => {
    const requested = request.images[index];
    if (!requested) return [];
    if (loaded.kind === 'unreadable') return unreadableImage(loaded, requested);
    const planned = plannedImage(loaded.image, requested, request, inputs, attached);
    return { ...planned, blockers: blockersOf(planned, loaded.image, request.destination, destination) };
  });
  const blocked = new Set(images.flatMap((image) => (isBlocked(image) ? image.digest : [])));
  const copied = filterReadable(inputs.images).filter(({ digest }) => !blocked.has(digest));
  const blobs = plannedBlobs(copied, destination.layers);
  const repository = plannedRepository(inputs, request);
  const toTransfer = sumOfSizes(blobs.filter(({ present }) => !present));
  const total = sumOfSizes(blobs);
  return {
    id,
    request,
    source: {
      ...source.identity,
      repositoryName: source.handle.name,
      repositoryUri:
        source.repository.kind === 'found'
          ? source.repository.repository.uri
          : uriOf(source.identity, source.handle.name),
    },
    destination: { ...destination.identity, repository },
    images,
    blobs,
    bytes: {
      total,
      alreadyAtDestination: total - toTransfer,
      toTransfer,
      uploadBytes: Math.ceil(toTransfer * wireFactors[inputs.way.kind]),
    },
    way: inputs.way,
    warnings: findWarnings(request, inputs, images, repository),
    blockers: planBlockers(request, repository.kind === 'existing'),
  };
}
