import type { TagReason } from '../../../shared/selection/tag-filter.ts';
import { assertNever } from '../../../shared/result.ts';

/** Why a tag is selected or not; the screen numbers rules from 1. */
export function describeReason(reason: TagReason): string {
  switch (reason.kind) {
    case 'passed':
      return 'Passes all rules';
    case 'no-match':
      return `Rule ${reason.rule + 1}: does not match`;
    case 'excluded':
      return `Rule ${reason.rule + 1}: excluded`;
    case 'not-a-version':
      return `Rule ${reason.rule + 1}: not a version`;
    case 'outside-range':
      return `Rule ${reason.rule + 1}: outside the range`;
    case 'prerelease':
      return `Rule ${reason.rule + 1}: a pre-release`;
    case 'not-among-newest':
      return `Rule ${reason.rule + 1}: not among the newest`;
    case 'pushed-before':
      return `Rule ${reason.rule + 1}: pushed before that day`;
    case 'archived':
      return 'Archived';
    case 'referrer':
      return 'Replicated with its image';
    default:
      return assertNever(reason);
  }
}
