import type { Plan, PlannedImage } from '../../../../shared/models/plan.ts';
import type { ImageState } from '../../../../shared/models/transfer.ts';
import { hasCode } from '../../errors/engine-error.ts';
import type { SourceImage } from '../../image-graph/source-image.ts';
import { collectBlobs } from '../../image-graph/source-image.ts';
import type { Replicator, DestinationContents } from '../../replication/replicator.ts';
import { compareImages, collectExpectedContents } from '../../replication/verify/compare-contents.ts';
import { describeDifferences } from '../../replication/verify/describe-differences.ts';
import { verifyImage, verifyLayers } from '../../replication/verify/verify-image.ts';
import { destinationUris, manifestsOfPlanned, plannedTags } from '../../plan/planned-contents.ts';
import type { TransferEventSink } from '../progress/transfer-event.ts';
import type { RunHandles } from './assert-unchanged.ts';

/** What the copies of all images of a run share. */
export interface CopyContext {
  readonly plan: Plan;
  readonly handles: RunHandles;
  /** What the destination had of the images of the plan when the run started. */
  readonly seen: DestinationContents;
  /** Reads source and destination again. @throws EngineError `plan-outdated` when a tag of the plan was moved. */
  readonly assertStillUnchanged: () => Promise<void>;
  readonly replicator: Replicator;
  readonly emit: TransferEventSink;
  readonly signal: AbortSignal;
}

type Verification = Pick<
  Extract<ImageState, { kind: 'done' }>,
  'verified' | 'verifiedAt' | 'verificationError'
>;

const verifiedNow = (): Verification => ({ verified: true, verifiedAt: Date.now() });

/**
 * Copies the image at a position of the plan and, when the request says so, verifies it at the destination. An image
 * whose manifests and tags are already there is only verified.
 *
 * @throws EngineError, or AbortError when cancelled.
 */
export async function copyImage(
  loaded: SourceImage,
  planned: PlannedImage,
  index: number,
  { plan, handles, seen, assertStillUnchanged, replicator, emit, signal }: CopyContext,
): Promise<void> {
  const { destination } = handles;
  const { verify } = plan.request.options;
  const image = { ...loaded, repository: handles.source };
  const tags = plannedTags(planned);
  const expected = collectExpectedContents(image, tags);
  const digest = planned.destinationDigest;

  const setVerifying = (): void => emit({ kind: 'image-state', index, state: { kind: 'verifying' } });
  const setDone = (alreadyAtDestination: boolean, verification: Verification): void => {
    const uris = destinationUris(plan, digest, tags);
    const state = { kind: 'done', digest, uris, alreadyAtDestination, ...verification } as const;
    emit({ kind: 'image-state', index, state });
  };

  if (verify && compareImages(expected, seen).length === 0) {
    setVerifying();
    const missing = await verifyLayers(expected, destination, signal);
    if (missing.length === 0) {
      for (const blob of collectBlobs(image))
        emit({ kind: 'layer', digest: blob.digest, state: 'already-at-destination' });
      return setDone(true, verifiedNow());
    }
    // The manifests are stored but layers are missing: what was seen of this image is unreliable.
    await assertStillUnchanged();
    await replicator.replicate(image, destination, tags);
  } else {
    await replicator.replicate(image, destination, tags, seen);
  }
  const isPresent = manifestsOfPlanned(planned).every(({ present }) => present);
  if (!verify) return setDone(isPresent, { verified: false });
  setVerifying();
  try {
    const [first, ...others] = await verifyImage(expected, destination, { signal });
    if (!first) return setDone(isPresent, verifiedNow());
    const differences = [first, ...others] as const;
    emit({
      kind: 'image-failed',
      index,
      error: describeDifferences(destination.name, differences),
      differences,
    });
  } catch (error) {
    if (!hasCode(error, 'access-denied')) throw error;
    // Pushing an image does not require the permission to read it.
    setDone(isPresent, { verified: false, verificationError: error.data });
  }
}
