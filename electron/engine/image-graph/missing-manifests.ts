import { formatPlatform, shortDigest } from '../../../shared/models/image.ts';
import type { LeftOutManifest, ReplicationOptions } from '../../../shared/models/plan.ts';
import { EngineError } from '../errors/engine-error.ts';

const nameManifest = ({ digest, platform }: LeftOutManifest): string =>
  platform ? formatPlatform(platform) : shortDigest(digest);

/**
 * Asserts that an index has no missing manifests, or that the user chose to leave them out.
 *
 * @param subject the manifest that the index is attached to, if any.
 * @throws EngineError `image-incomplete`.
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
    message: `${index} names manifests that the source does not have: ${missing.map(nameManifest).join(', ')}. Leave them out, which gives the index a new digest, or do not copy it.`,
    side: 'source',
    retryable: false,
    action: 'leave-out-missing',
  });
}

/**
 * Asserts that no manifest of an index exists without being readable: such a manifest is not missing and must not be
 * left out.
 *
 * @throws EngineError why the first such manifest cannot be read.
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
