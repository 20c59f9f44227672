import type { PlanWarning } from '../models/plan.ts';
import { shortDigest } from '../models/image.ts';
import { assertNever } from '../result.ts';
import { settingTitles } from './repository-settings.ts';
import { formatCount } from '../format/counts.ts';
import { formatDuration } from '../format/duration.ts';

const listTags = (tags: readonly string[]): string =>
  tags.length === 1
    ? `Tag ${tags.join()} points to an archived image`
    : `Tags ${tags.join(', ')} point to archived images`;

/** A warning as a sentence. */
export function describeWarning(warning: PlanWarning): string {
  switch (warning.kind) {
    case 'same-repository':
      return 'Source and destination are the same repository: only tags can change.';
    case 'mutability-unknown':
      return `Whether tags in ${warning.repositoryName} can be moved is not known. ECR refuses to move one that cannot. ${warning.error.message}`;
    case 'archived-tags-unknown':
      return `${listTags(warning.tags)} at the destination and will point to another image than now. Which one it is now is not known. ${warning.error.message}`;
    case 'settings-unknown':
      return `The new repository gets ECR’s defaults for what cannot be read of the source: ${warning.settings.map((name) => settingTitles[name].toLowerCase()).join(', ')}. ${warning.error.message}`;
    case 'tags-move':
      return `${formatCount(warning.count, 'tag')} at the destination will point to another image than now.`;
    case 'kms-key-not-copied':
      return `The source is encrypted with its own KMS key (${warning.kmsKey}). The new repository gets AWS’s managed key instead.`;
    case 'tag-moved-at-source':
      return `Tag ${warning.tag} was moved at the source meanwhile: it now points to ${shortDigest(warning.digest)}. The image you picked is copied.`;
    case 'untagged':
      return `${shortDigest(warning.digest)} gets no tag: it can be pulled by its digest only.`;
    case 'index-trimmed':
      return `${shortDigest(warning.digest)} is written as a new index without what is left out, with its own digest ${shortDigest(warning.destinationDigest)}. Signatures of the old one do not cover it.`;
    case 'referrers-unknown':
      return `Not all signatures and SBOMs could be listed: those that are not listed stay behind. ${warning.error.message}`;
    case 'put-image-quota':
      return `ECR takes 10 manifests a second: these ${formatCount(warning.count, 'manifest write')} take at least ${formatDuration(warning.seconds)}.`;
    default:
      return assertNever(warning);
  }
}
