import type { Plan, PlannedImage } from '../../../../shared/models/plan.ts';
import type { ImageState, Transfer } from '../../../../shared/models/transfer.ts';
import { isFinished } from '../../../../shared/models/transfer.ts';
import type { ImageReport, ImageResult, TransferReport } from '../../../../shared/models/verification.ts';
import { toStoredEndpoint } from '../store/endpoint.ts';
import { listBlobDigests, manifestsOfPlanned } from '../../plan/planned-contents.ts';

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

function getResult(state: ImageState): ImageResult {
  switch (state.kind) {
    case 'done':
      return state.verifiedAt === undefined
        ? { kind: 'not-verified', reason: state.verificationError ? 'not-allowed' : 'not-asked' }
        : { kind: 'verified', at: iso(state.verifiedAt) };
    case 'failed':
      return state.differences
        ? { kind: 'different', differences: state.differences }
        : { kind: 'failed', error: state.error };
    case 'cancelled':
      return { kind: 'not-verified', reason: 'cancelled' };
    case 'waiting':
    case 'copying':
    case 'tagging':
    case 'verifying':
      return { kind: 'not-verified', reason: 'unfinished' };
  }
}

function imageReport(
  planned: PlannedImage,
  state: ImageState,
  sizes: ReadonlyMap<string, number>,
): ImageReport {
  const manifests = manifestsOfPlanned(planned);
  const digest = planned.destinationDigest;
  return {
    sourceDigest: planned.digest,
    destinationDigest: digest,
    sourceTags: planned.sourceTags,
    tags: [
      ...planned.tags.map(({ tag }) => ({ tag, digest })),
      ...planned.referrers.flatMap((referrer) =>
        referrer.tag ? [{ tag: referrer.tag.tag, digest: referrer.digest }] : [],
      ),
    ],
    manifests: manifests.map((manifest) => ({ digest: manifest.digest, mediaType: manifest.mediaType })),
    layers: listBlobDigests(planned).map((layer) => ({ digest: layer, size: sizes.get(layer) ?? 0 })),
    referrers: planned.referrers.map((referrer) => ({
      digest: referrer.digest,
      subjectDigest: referrer.subjectDigest,
    })),
    leftOut: planned.leftOut,
    result: getResult(state),
  };
}

function overallResult({ state }: Transfer, images: readonly ImageReport[]): TransferReport['result'] {
  if (!isFinished(state) || state.kind === 'interrupted') return 'unfinished';
  if (state.kind === 'cancelled' || state.kind === 'failed') return state.kind;
  return images.every(({ result }) => result.kind === 'verified') ? 'verified' : 'not-verified';
}

/** The report of a transfer: what was copied and how it was verified. */
export function createTransferReport(plan: Plan, transfer: Transfer): TransferReport {
  const sizes = new Map(plan.blobs.map(({ digest, size }) => [digest, size]));
  const images = plan.images.flatMap((planned, index) => {
    const image = transfer.images[index];
    return image ? [imageReport(planned, image.state, sizes)] : [];
  });
  const { state, source, destination } = transfer;
  return {
    version: 1,
    startedAt: iso(transfer.startedAt),
    ...('finishedAt' in state ? { finishedAt: iso(state.finishedAt) } : {}),
    result: overallResult(transfer, images),
    source: toStoredEndpoint(source),
    destination: toStoredEndpoint(destination),
    images,
  };
}

/** `team-app-2026-03-01.json`: the proposed file name of a report. */
export const reportFileName = ({ destination, startedAt }: TransferReport): string =>
  `replication-${destination.repositoryName.replaceAll('/', '-')}-${startedAt.slice(0, 10)}.json`;
