import type {
  Plan,
  PlannedBlob,
  PlannedImage,
  PlannedRepository,
  ReplicationRequest,
  UploadStrategy,
} from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import { repositoryUri } from '../../../shared/models/reference.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import { assertNever } from '../../../shared/models/result.ts';
import type { SourceImage } from '../image-graph/source-image.ts';
import { collectBlobs, filterReadable } from '../image-graph/source-image.ts';
import type { BlobDescriptor } from '../manifest/manifest.ts';
import { findImageBlockers, findPlanBlockers } from './blockers.ts';
import { planImage, planUnreadableImage } from './plan-image.ts';
import type { PlanInputs } from './plan-inputs.ts';
import { findWarnings } from './plan-warnings.ts';
import { planSettings } from './plan-settings.ts';
import { collectReferrerTags, collectTagClaims } from './tag-changes.ts';

/** Bytes on the network for each byte of a layer: the ECR API encodes parts as base64. */
const networkFactors = { none: 1, registry: 1, api: 4 / 3 } as const satisfies Record<
  UploadStrategy['kind'],
  number
>;

const buildUri = ({ registryId: accountId, region }: RegistryIdentity, repositoryName: string): string =>
  repositoryUri({ accountId, region, repositoryName });

function planRepository(inputs: PlanInputs, request: ReplicationRequest): PlannedRepository {
  const { identity, repository } = inputs.destination;
  const { repositoryName: name, settings } = request.destination;
  switch (repository.kind) {
    case 'found': {
      const { uri, tagMutability } = repository.repository;
      return { kind: 'existing', name, uri, tagMutability };
    }
    case 'unknown':
      return { kind: 'existing', name, uri: buildUri(identity, name), tagMutability: undefined };
    case 'missing':
      return {
        kind: 'create',
        name,
        uri: buildUri(identity, name),
        settings: planSettings(settings, inputs),
      };
    default:
      return assertNever(repository);
  }
}

function planBlobs(images: readonly SourceImage[], existing: ReadonlySet<string>): readonly PlannedBlob[] {
  const blobs = new Map<string, BlobDescriptor>();
  for (const image of images) for (const blob of collectBlobs(image)) blobs.set(blob.digest, blob);
  return Array.from(blobs.values(), (blob) => ({ ...blob, present: existing.has(blob.digest) })).toSorted(
    (a, b) => b.size - a.size,
  );
}

const sumSizes = (blobs: readonly PlannedBlob[]): number => blobs.reduce((sum, { size }) => sum + size, 0);

/** Computes the plan for a request from its inputs. Pure: equal inputs give equal plans. */
export function computePlan(id: string, request: ReplicationRequest, inputs: PlanInputs): Plan {
  const { source, destination } = inputs;
  const readable = filterReadable(inputs.images);
  const referrerTags = collectReferrerTags(readable);
  const claims = collectTagClaims(request.images);
  const images = inputs.images.flatMap((loaded, index): PlannedImage | readonly PlannedImage[] => {
    const requested = request.images[index];
    if (!requested) return [];
    if (loaded.kind === 'unreadable') return planUnreadableImage(loaded, requested);
    const planned = planImage(loaded.image, requested, inputs, referrerTags, claims);
    const blockers = findImageBlockers(planned, loaded.image, request.destination, destination);
    return { ...planned, blockers };
  });
  const blocked = new Set(images.flatMap((image) => (isBlocked(image) ? image.digest : [])));
  const copied = readable.filter(({ digest }) => !blocked.has(digest));
  const blobs = planBlobs(copied, destination.layers);
  const repository = planRepository(inputs, request);
  const toTransfer = sumSizes(blobs.filter(({ present }) => !present));
  const total = sumSizes(blobs);
  return {
    id,
    request,
    source: {
      ...source.identity,
      repositoryName: source.handle.name,
      repositoryUri:
        source.repository.kind === 'found'
          ? source.repository.repository.uri
          : buildUri(source.identity, source.handle.name),
    },
    destination: { ...destination.identity, repository },
    images,
    blobs,
    bytes: {
      total,
      alreadyAtDestination: total - toTransfer,
      toTransfer,
      uploadBytes: Math.ceil(toTransfer * networkFactors[inputs.uploadStrategy.kind]),
    },
    uploadStrategy: inputs.uploadStrategy,
    warnings: findWarnings(request, inputs, images, repository),
    blockers: findPlanBlockers(request, repository.kind === 'existing'),
  };
}
