import type { Plan } from '../../../shared/models/plan.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import { repositoryUri } from '../../../shared/models/reference.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { RoleAccess } from '../access/open-access.ts';
import type { CopyRequest } from './copy-request.ts';
import { createRequest } from './create-request.ts';
import { findSourceImage } from './find-source-image.ts';

/** Reads both registries and makes the plan of one copy. @throws EngineError; AbortError when the signal is aborted. */
export async function planCopy(
  request: CopyRequest,
  { access, plans }: { readonly access: RoleAccess; readonly plans: Plans },
  signal: AbortSignal,
): Promise<Plan> {
  const source = access.selectRegistry(request.source, request.sourceRoleArn);
  const destination = access.selectRegistry(request.destination, request.destinationRoleArn);
  const registry = (await access.aws.connect(source)).forSide('source');
  const image = await findSourceImage(registry, request.source, request.tags === undefined, signal);
  const { plan } = await plans.create(
    createRequest({
      source: { ...source, repositoryName: request.source.repositoryName },
      destination: { ...destination, repositoryName: request.destination.repositoryName },
      images: [
        {
          digest: image.digest,
          sourceTags: image.tags,
          destinationTags: [...new Set(request.tags ?? image.tags)],
        },
      ],
      createRepository: request.createRepository,
      settings: request.settings,
      options: request.options,
    }),
  );
  return plan;
}

/** Finds why tags are not moved: the request does not allow it. */
export function findTagRefusal(plan: Plan, request: CopyRequest): ErrorData | undefined {
  const { movableTags } = request;
  if (movableTags === 'all') return undefined;
  const moved = plan.images
    .flatMap(({ tags }) => tags)
    .find(({ kind, tag }) => kind === 'move' && !movableTags.includes(tag));
  if (moved?.kind !== 'move') return undefined;
  const permission = movableTags.length > 0 ? 'movable_tags' : 'overwrite_tags';
  return new EngineError({
    code: 'invalid-input',
    message: `Tag ${moved.tag} of ${repositoryUri(request.destination)} points to ${moved.fromDigest}. Choose another tag, or allow the request to move it (${permission}). Nothing was copied.`,
    side: 'destination',
    retryable: false,
  }).data;
}

/** Describes why a plan transfers too much for this function; undefined when it does not. */
export function findSizeRefusal({ bytes }: Plan, maxTransferBytes: number): string | undefined {
  if (bytes.toTransfer <= maxTransferBytes) return undefined;
  return `${formatBytes(bytes.toTransfer)} have to be transferred, and MAX_TRANSFER_BYTES of the function is ${formatBytes(maxTransferBytes)}.`;
}
