import type { PlanWarning } from '../models/plan.ts';
import { shortDigest } from '../models/image.ts';
import { assertNever } from '../models/result.ts';
import { attachedKind, subjectOfTag } from '../models/referrer-tag.ts';
import { formatBytes } from '../format/bytes.ts';
import { formatCount } from '../format/counts.ts';
import { formatDuration } from '../format/duration.ts';
import { settingTitles } from './repository-settings.ts';

/** The subject and verb of a sentence about signatures that the destination already has. */
function describeExisting({ count, tag }: { readonly count: number; readonly tag: string }): string {
  const subject = shortDigest(subjectOfTag(tag) ?? '');
  return count === 1
    ? `The ${attachedKind(tag)} of ${subject} at the destination (tag ${tag}) is`
    : `${formatCount(count, 'signature, attestation or SBOM', 'signatures, attestations or SBOMs')} at the destination (such as tag ${tag}) are`;
}

const listTags = (tags: readonly string[]): string =>
  tags.length === 1
    ? `Tag ${tags.join()} points to an archived image`
    : `Tags ${tags.join(', ')} point to archived images`;

/** Describes a warning in a sentence. */
export function describeWarning(warning: PlanWarning): string {
  switch (warning.kind) {
    case 'same-repository':
      return 'Source and destination are the same repository: only tags can change.';
    case 'destination-is-cache':
      return `${warning.repositoryName} is a pull-through cache of ${warning.upstreamUrl}. When a tag that upstream has too is pulled, ECR checks upstream once in 24 hours and can move the tag to upstream’s image.`;
    case 'import-unknown':
      return `Whether ${warning.repositoryName} at the ${warning.error.side ?? 'source'} is a pull-through cache is not known. If it is, this plan made ECR import from upstream what it did not have; ecr:DescribeImages or ecr:ListImages avoids that. ${warning.error.message}`;
    case 'mutability-unknown':
      return `Whether tags in ${warning.repositoryName} can be moved is not known. ECR rejects the move of an immutable tag. ${warning.error.message}`;
    case 'contents-unknown':
      return `The contents of ${warning.repositoryName} are not known: existing images are written again, existing tags can move, and the copy is not verified. ${warning.error.message}`;
    case 'archived-tags-unknown':
      return `${listTags(warning.tags)} at the destination and will point to another image than now. The current one is not known. ${warning.error.message}`;
    case 'settings-unknown':
      return `The new repository gets ECR’s defaults for what cannot be read of the source: ${warning.settings.map((name) => settingTitles[name].toLowerCase()).join(', ')}. ${warning.error.message}`;
    case 'tags-move':
      return `${formatCount(warning.count, 'tag')} at the destination will point to another image than now.`;
    case 'signatures-replaced':
      return `${describeExisting(warning)} replaced by the source’s.`;
    case 'signatures-kept':
      return `${describeExisting(warning)} kept: the source’s ${warning.count === 1 ? 'is' : 'are'} not copied.`;
    case 'foreign-layers':
      return `${formatCount(warning.count, 'layer')} (${formatBytes(warning.bytes)}) must not be distributed, and ${warning.count === 1 ? 'is' : 'are'} not copied. Clients that pull the image download ${warning.count === 1 ? 'it' : 'them'} from ${warning.hosts.join(', ')}.`;
    case 'kms-key-not-copied':
      return `The source is encrypted with a customer managed KMS key (${warning.kmsKey}). The new repository gets the AWS managed KMS key instead.`;
    case 'tag-moved-at-source':
      return `Tag ${warning.tag} was moved at the source and now points to ${shortDigest(warning.digest)}. The image that you selected is copied.`;
    case 'untagged':
      return `${shortDigest(warning.digest)} gets no tag and can be pulled by its digest only.`;
    case 'index-trimmed':
      return `${shortDigest(warning.digest)} is written as a new index without the manifests that are left out, with its own digest ${shortDigest(warning.destinationDigest)}. Signatures of the old one do not cover it.`;
    case 'referrers-unknown':
      return `Not all signatures and SBOMs could be listed: those that are not listed are not copied. ${warning.error.message}`;
    case 'put-image-quota':
      return `ECR accepts 10 manifests a second: ${formatCount(warning.count, 'manifest write')} take at least ${formatDuration(warning.seconds)}.`;
    default:
      return assertNever(warning);
  }
}
