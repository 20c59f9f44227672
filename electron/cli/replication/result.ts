import type { PlannedAndActual } from '../../../shared/history/compare-with-plan.ts';
import { compareWithPlan } from '../../../shared/history/compare-with-plan.ts';
import { imageUri } from '../../../shared/models/reference.ts';
import type { Plan, PlannedImage, ReplicationRequest } from '../../../shared/models/plan.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { ImageState, Transfer } from '../../../shared/models/transfer.ts';
import { toHistoryEntry } from '../../engine/transfers/store/history-entry.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import { assertNever } from '../../../shared/models/result.ts';

/** How one image came out. */
export interface ImageResult {
  /** Where it was taken from, by the tag that was picked or else by its digest. */
  readonly source: string;
  /** Where it can be pulled from, by its first tag or else by its digest. */
  readonly destination: string;
  /** The one at the destination; absent while it is not known what the source's tag means. */
  readonly digest?: string;
  /** Those that the image has at the destination because of this run, or had already. */
  readonly tags: readonly string[];
  readonly status: 'replicated' | 'already-at-destination' | 'failed';
  readonly error?: ErrorData;
}

export interface ByteCount {
  readonly total: number;
  readonly transferred: number;
  /** Found at the destination, not moved. */
  readonly skipped: number;
}

/** What one request came to. */
export interface Outcome {
  readonly images: readonly ImageResult[];
  readonly bytes: ByteCount;
  /** The numbers that are not those of the plan; empty for a run that was stopped or not begun. */
  readonly differences: readonly PlannedAndActual[];
}

const noBytes: ByteCount = { total: 0, transferred: 0, skipped: 0 };

const pullUri = (
  { registryId: accountId, region }: Pick<RegistryIdentity, 'registryId' | 'region'>,
  repositoryName: string,
  tag: string | undefined,
  digest: string,
): string => imageUri({ accountId, region, repositoryName, ...(tag === undefined ? { digest } : { tag }) });

/** Source and destination of a planned image, as the result names them. */
export function pullUris(plan: Plan, image: PlannedImage): Pick<ImageResult, 'source' | 'destination'> {
  const { source, destination } = plan;
  return {
    source: pullUri(source, source.repositoryName, image.sourceTags[0], image.digest),
    destination: pullUri(
      destination,
      destination.repository.name,
      image.tags[0]?.tag,
      image.destinationDigest,
    ),
  };
}

const isUnchanged = ({ manifests, tags, referrers }: PlannedImage): boolean =>
  [...manifests, ...referrers.flatMap((referrer) => referrer.manifests)].every(({ present }) => present) &&
  [...tags, ...referrers.flatMap(({ tag }) => tag ?? [])].every(({ kind }) => kind === 'unchanged');

/** Of images that are not complete when the command is interrupted. */
export const interruptedError: ErrorData = {
  code: 'cancelled',
  message:
    'Interrupted before it was complete. Run it again: what is at the destination is not transferred again.',
  retryable: true,
};

/** The image's state at the end of a run; what has not ended by itself was interrupted, or stopped by `stoppedBy`. */
export function finalState(
  image: PlannedImage,
  state: ImageState,
  stoppedBy: ErrorData | undefined,
): Omit<ImageResult, 'source' | 'destination'> {
  switch (state.kind) {
    case 'done':
      return {
        digest: state.digest,
        tags: image.tags.map(({ tag }) => tag),
        status: isUnchanged(image) ? 'already-at-destination' : 'replicated',
      };
    case 'failed':
      return {
        digest: image.destinationDigest,
        tags: state.writtenTags,
        status: 'failed',
        error: state.error,
      };
    case 'cancelled':
      return {
        digest: image.destinationDigest,
        tags: state.writtenTags,
        status: 'failed',
        error: stoppedBy ?? interruptedError,
      };
    case 'waiting':
    case 'copying':
    case 'tagging':
    case 'verifying':
      return {
        digest: image.destinationDigest,
        tags: [],
        status: 'failed',
        error: stoppedBy ?? interruptedError,
      };
    default:
      return assertNever(state);
  }
}

/** The numbers of a finished transfer that are not those of its plan. */
function listDifferences(plan: Plan, transfer: Transfer): readonly PlannedAndActual[] {
  const entry = toHistoryEntry(plan, transfer);
  return entry.planned
    ? compareWithPlan(entry.planned, entry).filter(({ difference }) => difference !== undefined)
    : [];
}

/** What a finished transfer came to. */
export function outcomeOfTransfer(plan: Plan, transfer: Transfer, stoppedBy: ErrorData | undefined): Outcome {
  const { images, bytes, state } = transfer;
  const reason = state.kind === 'failed' ? state.error : stoppedBy;
  return {
    images: plan.images.map((image, index) => ({
      ...pullUris(plan, image),
      ...finalState(image, images[index]?.state ?? { kind: 'waiting' }, reason),
    })),
    bytes: { total: bytes.total, transferred: bytes.transferred, skipped: bytes.alreadyAtDestination },
    differences: stoppedBy || state.kind === 'cancelled' ? [] : listDifferences(plan, transfer),
  };
}

/** A plan that was not run, because of `error` or of what blocks its images: nothing of it was written. */
export const outcomeOfPlan = (plan: Plan, error: ErrorData): Outcome => ({
  images: plan.images.map((image) => ({
    ...pullUris(plan, image),
    digest: image.destinationDigest,
    tags: [],
    status: 'failed',
    error: plan.blockers[0] ?? image.blockers[0] ?? error,
  })),
  bytes: { total: plan.bytes.total, transferred: 0, skipped: plan.bytes.alreadyAtDestination },
  differences: [],
});

/** A request that came to no plan. Without the registry's account, the images go by the names that were given. */
export const outcomeOfRequest = (
  { source, destination, images }: ReplicationRequest,
  error: ErrorData,
): Outcome => ({
  images: images.map(({ digest, sourceTags }) => ({
    source:
      sourceTags[0] === undefined
        ? `${source.repositoryName}@${digest}`
        : `${source.repositoryName}:${sourceTags[0]}`,
    destination: destination.repositoryName,
    digest,
    tags: [],
    status: 'failed',
    error,
  })),
  bytes: noBytes,
  differences: [],
});

/** References that could not be looked up. */
export const outcomeOfReferences = (
  references: readonly { readonly text: string }[],
  destination: string,
  error: ErrorData,
): Outcome => ({
  images: references.map(({ text }) => ({ source: text, destination, tags: [], status: 'failed', error })),
  bytes: noBytes,
  differences: [],
});

/** Several outcomes as one. */
export const joinOutcomes = (outcomes: readonly Outcome[]): Outcome => ({
  images: outcomes.flatMap(({ images }) => images),
  differences: outcomes.flatMap(({ differences }) => differences),
  bytes: outcomes.reduce(
    (sum, { bytes }) => ({
      total: sum.total + bytes.total,
      transferred: sum.transferred + bytes.transferred,
      skipped: sum.skipped + bytes.skipped,
    }),
    noBytes,
  ),
});
