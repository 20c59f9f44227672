import type { Difference } from '../../../../shared/models/difference.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';
import { describeDifference } from '../../../../shared/text/difference.ts';

/** Describes an image that differs from the plan after it was copied. */
export function describeDifferences(
  repositoryName: string,
  differences: readonly [Difference, ...Difference[]],
): ErrorData {
  const [first, ...others] = differences;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return {
    code: first.kind === 'layer-unavailable' ? 'layer-unavailable' : 'digest-mismatch',
    message: `The image in ${repositoryName} differs from the plan: ${describeDifference(first)}${more}. Retry to fix it; if this happens again, something else changes the repository.`,
    side: 'destination',
    retryable: false,
    action: 'retry',
    ...(others.length === 0 ? {} : { detail: differences.map(describeDifference).join('\n') }),
  };
}
