import type { Plan, PlannedImage } from '../../../shared/models/plan.ts';
import type { ImageState } from '../../../shared/models/transfer.ts';
import type { Difference } from '../../../shared/models/verification.ts';
import type { Replicator, SeenContents } from '../replication/replicator.ts';
import type { RepositoryHandle } from '../replication/repository-handle.ts';
import type { SourceImage } from '../replication/source-image.ts';
import { compareImages, expectedContents } from '../replication/verification/compare-contents.ts';
import { verifyImage, verifyLayers } from '../replication/verification/verify-image.ts';
import { destinationUris, manifestsOfPlanned } from './transfer-progress.ts';

export interface CopyContext {
  readonly plan: Plan;
  readonly destination: RepositoryHandle;
  /** What the destination held of the plan's images when it began to run. */
  readonly seen: SeenContents;
  readonly replicator: Replicator;
  readonly signal: AbortSignal;
  readonly verifying: () => void;
  readonly alreadyThere: (image: SourceImage) => void;
}

/** How an image ended that no error stopped. */
export type CopyOutcome =
  | Extract<ImageState, { kind: 'done' }>
  | { readonly kind: 'different'; readonly differences: readonly [Difference, ...Difference[]] };

export const tagsOf = ({ tags }: PlannedImage): readonly string[] => tags.map(({ tag }) => tag);

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
  const done = (alreadyThere: boolean): CopyOutcome => ({
    kind: 'done',
    digest: planned.destinationDigest,
    uris: destinationUris(plan, planned.destinationDigest, tags),
    alreadyThere,
    verified: verify,
    ...(verify ? { verifiedAt: Date.now() } : {}),
  });

  if (verify && compareImages(expected, seen).length === 0) {
    context.verifying();
    const missing = await verifyLayers(expected, destination, signal);
    if (missing.length === 0) {
      context.alreadyThere(image);
      return done(true);
    }
    // Stored, and yet without its layers: nothing that was seen of it can be relied on.
    await replicator.replicate(image, destination, tags);
  } else {
    await replicator.replicate(image, destination, tags, seen);
  }
  if (verify) {
    context.verifying();
    const [first, ...others] = await verifyImage(expected, destination, { signal });
    if (first) return { kind: 'different', differences: [first, ...others] };
  }
  return done(manifestsOfPlanned(planned).every(({ present }) => present));
}
