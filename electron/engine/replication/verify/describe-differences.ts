import { shortDigest } from '../../../../shared/models/image.ts';
import type { Difference } from '../../../../shared/models/verification.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';

function describe(difference: Difference): string {
  switch (difference.kind) {
    case 'manifest-missing':
      return `manifest ${shortDigest(difference.digest)} is not there`;
    case 'manifest-differs':
      return `manifest ${shortDigest(difference.digest)} has other bytes`;
    case 'layer-unavailable':
      return `layer ${shortDigest(difference.digest)} is not available`;
    case 'tag-missing':
      return `tag ${difference.tag} is not there`;
    case 'tag-elsewhere':
      return `tag ${difference.tag} points at ${shortDigest(difference.actualDigest)} instead of ${shortDigest(difference.digest)}`;
  }
}

/** What a person is told of an image that, read back, is not as planned. There is at least one difference. */
export function describeDifferences(
  repositoryName: string,
  differences: readonly [Difference, ...Difference[]],
): ErrorData {
  const [first, ...others] = differences;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return {
    code: first.kind === 'layer-unavailable' ? 'layer-unavailable' : 'digest-mismatch',
    message: `Read back from ${repositoryName}, the image is not as planned: ${describe(first)}${more}. Retry to put it right; if it comes back, something else changes the repository.`,
    side: 'destination',
    retryable: false,
    action: 'retry',
    ...(others.length === 0 ? {} : { detail: differences.map(describe).join('\n') }),
  };
}
