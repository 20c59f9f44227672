import { shortDigest } from '../../../../shared/models/image.ts';
import type { Difference } from '../../../../shared/models/verification.ts';
import type { ErrorData } from '../../../../shared/result.ts';

function describe(difference: Difference): string {
  switch (difference.kind) {
    case 'manifest-missing':
      return `manifest ${shortDigest(difference.digest)} is missing`;
    case 'manifest-differs':
      return `manifest ${shortDigest(difference.digest)} has other bytes`;
    case 'layer-unavailable':
      return `layer ${shortDigest(difference.digest)} is not available`;
    case 'tag-missing':
      return `tag ${difference.tag} is missing`;
    case 'tag-elsewhere':
      return `tag ${difference.tag} points to ${shortDigest(difference.actualDigest)} instead of ${shortDigest(difference.digest)}`;
  }
}

/** Describes an image that differs from the plan after it was copied. */
export function describeDifferences(
  repositoryName: string,
  differences: readonly [Difference, ...Difference[]],
): ErrorData {
  const [first, ...others] = differences;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return {
    code: first.kind === 'layer-unavailable' ? 'layer-unavailable' : 'digest-mismatch',
    message: `The image in ${repositoryName} differs from the plan: ${describe(first)}${more}. Retry to fix it; if this happens again, something else changes the repository.`,
    side: 'destination',
    retryable: false,
    action: 'retry',
    ...(others.length === 0 ? {} : { detail: differences.map(describe).join('\n') }),
  };
}
