import type { HistoryEntry, HistoryResult, PlannedNumbers } from '../../../../shared/models/history.ts';
import type { Plan } from '../../../../shared/models/plan.ts';
import { isBlocked } from '../../../../shared/models/plan.ts';
import type { ImageProgress, ImageState, Transfer } from '../../../../shared/models/transfer.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';
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

function getResult({ state }: Transfer, images: readonly Image[]): HistoryResult {
  if (state.kind === 'failed' || state.kind === 'cancelled') return state.kind;
  const isVerified = ({ outcome }: Image): boolean =>
    outcome.kind === 'verified' || (outcome.kind === 'already-at-destination' && outcome.verified);
  return images.every(isVerified) ? 'verified' : 'copied';
}

/** The numbers of a plan. @param seconds the estimated duration. */
function toPlannedNumbers(plan: Plan, seconds: number | undefined): PlannedNumbers {
  const images = plan.images.filter((image) => !isBlocked(image));
  return {
    images: images.length,
    tags: images.flatMap(({ tags }) => tags).filter(({ kind }) => kind === 'create' || kind === 'move')
      .length,
    bytes: plan.bytes.toTransfer,
    ...(seconds !== undefined && { seconds }),
    ...(plan.way.kind !== 'none' && { uploadMethod: plan.way.kind }),
  };
}

/** The history entry of a finished transfer. @param seconds the estimated duration. */
export function toHistoryEntry(plan: Plan, transfer: Transfer, seconds?: number): HistoryEntry {
  const { state } = transfer;
  const finishedAt = 'finishedAt' in state ? state.finishedAt : transfer.startedAt;
  const images = transfer.images.map((image, index): Image => {
    const { digest, sourceTags } = image;
    return {
      sourceDigest: digest,
      destinationDigest: plan.images[index]?.destinationDigest ?? digest,
      sourceTags: [...sourceTags],
      destinationTags: tagsAtDestination(image),
      outcome: getOutcome(image.state),
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
