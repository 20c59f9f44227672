import type {
  CheckedContents,
  HistoryEntry,
  HistoryResult,
  PlannedNumbers,
} from '../../../../shared/models/history.ts';
import { maxRecordedManifests } from '../../../../shared/models/bounds.ts';
import type { Plan, PlannedImage } from '../../../../shared/models/plan.ts';
import { isBlocked } from '../../../../shared/models/plan.ts';
import type { ImageProgress, ImageState, Transfer } from '../../../../shared/models/transfer.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';
import { listBlobDigests, manifestsOfPlanned } from '../../plan/planned-contents.ts';
import { toStoredEndpoint } from './endpoint.ts';

type Image = HistoryEntry['images'][number];

const pastError = ({ code, message, side }: ErrorData): NonNullable<HistoryEntry['error']> => ({
  code,
  message,
  ...(side && { side }),
});

function getOutcome(state: ImageState): Image['outcome'] {
  switch (state.kind) {
    case 'done':
      if (state.alreadyAtDestination) return { kind: 'already-at-destination', verified: state.verified };
      return state.verifiedAt === undefined ? { kind: 'copied' } : { kind: 'verified', at: state.verifiedAt };
    case 'failed':
      return state.differences
        ? { kind: 'different', differences: state.differences.length, error: pastError(state.error) }
        : { kind: 'failed', error: pastError(state.error) };
    case 'cancelled':
    case 'waiting':
    case 'copying':
    case 'tagging':
    case 'verifying':
      return { kind: 'cancelled' };
  }
}

const tagsAtDestination = ({ state, destinationTags }: ImageProgress): string[] =>
  state.kind === 'failed' || state.kind === 'cancelled'
    ? [...state.writtenTags]
    : state.kind === 'done'
      ? [...destinationTags]
      : [];

const listUnsureTags = (state: ImageState): Pick<Image, 'unsureTags'> =>
  state.kind === 'cancelled' && state.unsureTags ? { unsureTags: [...state.unsureTags] } : {};

function getResult({ state }: Transfer, images: readonly Image[]): HistoryResult {
  if (state.kind === 'failed' || state.kind === 'cancelled') return state.kind;
  const isVerified = ({ outcome }: Image): boolean =>
    outcome.kind === 'verified' || (outcome.kind === 'already-at-destination' && outcome.verified);
  return images.every(isVerified) ? 'verified' : 'copied';
}

/** What had to be at the destination for an image; undefined for one that was not copied. */
function getContents(
  planned: PlannedImage | undefined,
  state: ImageState,
  sizes: ReadonlyMap<string, number>,
): CheckedContents | undefined {
  if (!planned || isBlocked(planned)) return undefined;
  const layers = listBlobDigests(planned);
  const differences = state.kind === 'failed' ? state.differences : undefined;
  return {
    manifests: manifestsOfPlanned(planned)
      .slice(0, maxRecordedManifests)
      .map(({ digest, mediaType }) => ({ digest, mediaType })),
    layers: {
      count: layers.length,
      bytes: layers.reduce((sum, digest) => sum + (sizes.get(digest) ?? 0), 0),
    },
    ...(differences && { differences: differences.slice(0, maxRecordedManifests) }),
  };
}

/** The numbers of a plan. @param seconds the estimated duration; undefined when it is not known. */
function toPlannedNumbers(plan: Plan, seconds: number | undefined): PlannedNumbers {
  const images = plan.images.filter((image) => !isBlocked(image));
  return {
    images: images.length,
    tags: images.flatMap(({ tags }) => tags).length,
    bytes: plan.bytes.toTransfer,
    ...(seconds !== undefined && { seconds }),
    ...(plan.uploadStrategy.kind !== 'none' && { uploadMethod: plan.uploadStrategy.kind }),
  };
}

/** The history entry of a finished transfer. @param seconds the estimated duration; undefined when it is not known. */
export function toHistoryEntry(plan: Plan, transfer: Transfer, seconds?: number): HistoryEntry {
  const { state } = transfer;
  const sizes = new Map(plan.blobs.map(({ digest, size }) => [digest, size]));
  const finishedAt = 'finishedAt' in state ? state.finishedAt : transfer.startedAt;
  const images = transfer.images.map((image, index): Image => {
    const { digest, sourceTags } = image;
    const planned = plan.images[index];
    const contents = getContents(planned, image.state, sizes);
    return {
      sourceDigest: digest,
      destinationDigest: planned?.destinationDigest ?? digest,
      sourceTags: [...sourceTags],
      destinationTags: tagsAtDestination(image),
      ...listUnsureTags(image.state),
      outcome: getOutcome(image.state),
      ...(contents && { contents }),
    };
  });
  return {
    version: 1,
    id: transfer.id,
    startedAt: transfer.startedAt,
    finishedAt,
    duration: Math.max(0, finishedAt - (transfer.copyStartedAt ?? finishedAt)),
    result: getResult(transfer, images),
    ...(state.kind === 'failed' && { error: pastError(state.error) }),
    source: toStoredEndpoint(transfer.source),
    destination: toStoredEndpoint(transfer.destination),
    bytes: { ...transfer.bytes },
    images,
    request: plan.request,
    planned: toPlannedNumbers(plan, seconds),
  };
}
