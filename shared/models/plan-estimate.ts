import type { Plan, PlannedImage } from './plan.ts';
import { isBlocked } from './plan.ts';
import type { UploadMethod } from './upload-method.ts';

/**
 * The quota of PutImage calls a second, for each account and Region.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
 */
export const putImagesPerSecond = 10;

const isWrite = (kind: string): boolean => kind === 'create' || kind === 'move';

/**
 * Whether the manifest that is put last is put with the tag that is written first, in one call. Tags of referrers are
 * written first, each to the last manifest of its referrer.
 */
function isLastPutWithTag({ manifests, tags, referrers }: PlannedImage): boolean {
  const last = (referrers.at(-1)?.manifests ?? manifests).at(-1);
  const tagged = referrers.find(({ tag }) => tag);
  const first = tagged ? tagged.manifests.at(-1) : tags.length > 0 ? manifests.at(-1) : undefined;
  return last !== undefined && !last.present && first?.digest === last.digest;
}

/**
 * Counts the PutImage calls that images need: one for each missing manifest and one for each written tag, but one less for
 * an image whose last manifest is put with its first tag.
 */
export function countPutImageCalls(images: readonly PlannedImage[]): number {
  const missing = new Set<string>();
  const putWithTag = new Set<string>();
  let tags = 0;
  for (const image of images) {
    if (isBlocked(image)) continue;
    const manifests = [...image.manifests, ...image.referrers.flatMap((referrer) => referrer.manifests)];
    for (const { digest, present } of manifests) if (!present) missing.add(digest);
    tags += image.tags.filter(({ kind }) => isWrite(kind)).length;
    tags += image.referrers.filter(({ tag }) => tag && isWrite(tag.kind)).length;
    if (isLastPutWithTag(image)) putWithTag.add(image.digest);
  }
  return missing.size + tags - putWithTag.size;
}

/**
 * The speed, in bytes per second, for deciding whether a session can end before a transfer whose link is not measured: a
 * typical uplink of 100 Mbit/s. No time that depends on it is displayed.
 */
const assumedBytesPerSecond = 100_000_000 / 8;

/** Layer bytes from which a finished transfer measures its link; a smaller one consists mostly of calls, not of bytes. */
export const minMeasuredBytes = 10_000_000;

/** A route between two registries, and how layers are uploaded on it. */
export interface Link {
  readonly source: { readonly registryId: string; readonly region: string };
  readonly destination: { readonly registryId: string; readonly region: string };
  readonly uploadMethod: UploadMethod;
}

/** The speed of finished transfers on one link. */
export interface MeasuredSpeed {
  /** Layer bytes. */
  readonly bytesPerSecond: number;
  /** How many transfers were measured. */
  readonly transfers: number;
}

/** The link of a plan; undefined when no layer is uploaded. */
export const linkOf = ({
  source,
  destination,
  uploadStrategy,
}: Pick<Plan, 'source' | 'destination' | 'uploadStrategy'>): Link | undefined =>
  uploadStrategy.kind === 'none'
    ? undefined
    : {
        source: { registryId: source.registryId, region: source.region },
        destination: { registryId: destination.registryId, region: destination.region },
        uploadMethod: uploadStrategy.kind,
      };

/** How long a plan takes, in seconds, and what determines that. */
export type TimeEstimate = {
  /** The PutImage calls that write the manifests and tags. */
  readonly putImageCalls: number;
} & (
  | {
      readonly kind: 'known';
      readonly seconds: number;
      /** `quota`: ECR accepts the manifests and tags more slowly than the link carries the layers. */
      readonly limit: 'link' | 'quota';
      /** The speed of the link that the estimate is for; absent when no layer is sent. */
      readonly measured?: MeasuredSpeed | undefined;
    }
  /** Layers are sent, and no earlier transfer measured the link. */
  | {
      readonly kind: 'unmeasured';
      /** What ECR needs to accept the manifests and tags. */
      readonly atLeast: number;
      /** At an assumed speed of the network, which carries base64 for the ECR API. */
      readonly assumed: number;
    }
);

/** Estimates a transfer from its bytes and its PutImage calls, whichever take longer. */
export function estimateTime(
  { toTransfer, uploadBytes }: { readonly toTransfer: number; readonly uploadBytes: number },
  putImageCalls: number,
  measured: MeasuredSpeed | undefined,
): TimeEstimate {
  const quota = putImageCalls / putImagesPerSecond;
  if (toTransfer > 0 && !measured) {
    const assumed = Math.max(uploadBytes / assumedBytesPerSecond, quota);
    return { kind: 'unmeasured', atLeast: quota, assumed, putImageCalls };
  }
  const link = measured ? toTransfer / measured.bytesPerSecond : 0;
  // Below a second neither is worth a reason.
  const limit = quota > Math.max(1, link) ? 'quota' : 'link';
  return {
    kind: 'known',
    seconds: Math.max(link, quota),
    limit,
    putImageCalls,
    ...(measured && { measured }),
  };
}

/** Estimates how long a plan takes. @param measured the speed of its link; undefined when it is not measured. */
export const estimatePlanTime = (
  { bytes, images }: Pick<Plan, 'bytes' | 'images'>,
  measured: MeasuredSpeed | undefined,
): TimeEstimate => estimateTime(bytes, countPutImageCalls(images), measured);

/** The seconds within which a session must not end; assumed while the link is not measured. */
export const secondsToPlanFor = (estimate: TimeEstimate): number =>
  estimate.kind === 'known' ? estimate.seconds : estimate.assumed;
