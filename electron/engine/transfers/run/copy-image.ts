import type { Plan, PlannedImage } from '../../../../shared/models/plan.ts';
import type { ImageState } from '../../../../shared/models/transfer.ts';
import type { Difference } from '../../../../shared/models/verification.ts';
import { hasCode } from '../../errors/engine-error.ts';
import type { Replicator, DestinationContents } from '../../replication/replicator.ts';
import type { RepositoryHandle } from '../../ecr/repository-handle.ts';
import type { SourceImage } from '../../image-graph/source-image.ts';
import { compareImages, expectedContents } from '../../replication/verify/compare-contents.ts';
import { verifyImage, verifyLayers } from '../../replication/verify/verify-image.ts';
import { destinationUris, manifestsOfPlanned } from '../progress/transfer-progress.ts';

export interface CopyContext {
  readonly plan: Plan;
  readonly destination: RepositoryHandle;
  /** What the destination held of the plan's images when it began to run. */
  readonly seen: DestinationContents;
  readonly replicator: Replicator;
  readonly signal: AbortSignal;
  readonly verifying: () => void;
  readonly alreadyAtDestination: (image: SourceImage) => void;
}

type Done = Extract<ImageState, { kind: 'done' }>;

/** How an image ended that no error stopped. */
export type CopyOutcome =
  Done | { readonly kind: 'different'; readonly differences: readonly [Difference, ...Difference[]] };

export const tagsOf = ({ tags }: PlannedImage): readonly string[] => tags.map(({ tag }) => tag);

const verifiedNow = () => ({ verified: true, verifiedAt: Date.now() });

/**
 * Copies one image of a plan and, when the request wants it, reads it back. An image whose manifests and tags are all
 * there needs nothing but a look at its layers.
 *
 * @throws EngineError, or AbortError when cancelled.
 */
export async function copyImage(
  image: SourceImage,
  planned: PlannedImage,
  context: CopyContext,
): Promise<CopyOutcome> {
  const { plan, destination, seen, replicator, signal } = context;
  const { verify } = plan.request.options;
  const tags = tagsOf(planned);
  const expected = expectedContents(image, tags);
  const done = (
    alreadyAtDestination: boolean,
    verification: Pick<Done, 'verified' | 'verifiedAt' | 'verificationError'>,
  ): CopyOutcome => ({
    kind: 'done',
    digest: planned.destinationDigest,
    uris: destinationUris(plan, planned.destinationDigest, tags),
    alreadyAtDestination,
    ...verification,
  });

  if (verify && compareImages(expected, seen).length === 0) {
    context.verifying();
    const missing = await verifyLayers(expected, destination, signal);
    if (missing.length === 0) {
      context.alreadyAtDestination(image);
      return done(true, verifiedNow());
    }
    // Stored, and yet without its layers: nothing that was seen of it can be relied on.
    await replicator.replicate(image, destination, tags);
  } else {
    await replicator.replicate(image, destination, tags, seen);
  }
  const isThere = manifestsOfPlanned(planned).every(({ present }) => present);
  if (!verify) return done(isThere, { verified: false });
  context.verifying();
  try {
    const [first, ...others] = await verifyImage(expected, destination, { signal });
    return first ? { kind: 'different', differences: [first, ...others] } : done(isThere, verifiedNow());
  } catch (error) {
    if (!hasCode(error, 'access-denied')) throw error;
    // Pushing takes no permission to read back.
    return done(isThere, { verified: false, verificationError: error.data });
  }
}
