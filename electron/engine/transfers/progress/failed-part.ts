import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import type { ImageProgress } from '../../../../shared/models/transfer.ts';

/** The same request for those images alone that did not get there; undefined when all did. */
export function failedPart(
  request: ReplicationRequest,
  progress: readonly ImageProgress[],
): ReplicationRequest | undefined {
  const images = request.images.filter((_image, index) => progress[index]?.state.kind !== 'done');
  return images.length > 0 ? { ...request, images } : undefined;
}
