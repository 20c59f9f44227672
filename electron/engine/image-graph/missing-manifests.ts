import { formatPlatform, shortDigest } from '../../../shared/models/image.ts';
import type { LeftOutManifest, ReplicationOptions } from '../../../shared/models/plan.ts';
import { EngineError } from '../errors/engine-error.ts';

const nameOf = ({ digest, platform }: LeftOutManifest): string =>
  platform ? formatPlatform(platform) : shortDigest(digest);

/**
 * Makes an index that names manifests which the source does not hold a choice instead of a silent half.
 *
 * @param subject the manifest that the index is attached to, if it is.
 * @throws EngineError `image-incomplete` when something is missing and was not chosen to be left out.
 */
export function assertNothingMissing(
  digest: string,
  leftOut: readonly LeftOutManifest[],
  choice: ReplicationOptions['missingManifests'],
  subject?: string,
): void {
  const missing = leftOut.filter(({ reason }) => reason === 'missing');
  if (missing.length === 0 || choice === 'leave-out') return;
  const index = `The index ${shortDigest(digest)}${subject === undefined ? '' : `, attached to ${shortDigest(subject)},`}`;
  throw new EngineError({
    code: 'image-incomplete',
    message: `${index} names manifests that the source does not hold: ${missing.map(nameOf).join(', ')}. Leave them out, which gives the index a new digest, or do not copy it.`,
    side: 'source',
    retryable: false,
    action: 'leave-out-missing',
  });
}

/**
 * What an index names and the source has, but does not return, is not missing: it must not be left out.
 *
 * @throws EngineError why the first of them cannot be read.
 */
export function assertReadable(
  leftOut: readonly LeftOutManifest[],
  problems: ReadonlyMap<string, EngineError>,
): void {
  for (const { digest, reason } of leftOut) {
    const problem = reason === 'missing' ? problems.get(digest) : undefined;
    if (problem) throw problem;
  }
}
