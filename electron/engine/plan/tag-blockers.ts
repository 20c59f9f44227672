import { shortDigest } from '../../../shared/models/image.ts';
import type { PlannedImage, PlannedReferrer, TagChange } from '../../../shared/models/plan.ts';
import { attachedKind } from '../../../shared/models/referrer-tag.ts';
import type { ErrorData } from '../../../shared/models/result.ts';

const atDestination = (error: Pick<ErrorData, 'code' | 'message' | 'action'>): ErrorData => ({
  side: 'destination',
  retryable: false,
  ...error,
});

function ownTagBlocker(digest: string, change: TagChange, repositoryName: string): readonly ErrorData[] {
  switch (change.kind) {
    case 'immutable':
      return [
        atDestination({
          code: 'tag-immutable',
          message: `Tag ${change.tag} already points to ${shortDigest(change.fromDigest)} in ${repositoryName}, whose tags cannot be moved. Choose another tag.`,
          action: 'change-tags',
        }),
      ];
    case 'claimed-twice':
      return [
        atDestination({
          code: 'invalid-input',
          message: `Tag ${change.tag} is wanted by both ${shortDigest(digest)} and ${shortDigest(change.otherDigest)}. Give one of them another tag.`,
          action: 'change-tags',
        }),
      ];
    case 'claimed-by-referrer':
      return [
        atDestination({
          code: 'invalid-input',
          message: `Tag ${change.tag} is wanted by ${shortDigest(digest)}, and by the ${attachedKind(change.tag)} ${shortDigest(change.otherDigest)} that comes along. Choose another tag, or copy without signatures.`,
          action: 'change-tags',
        }),
      ];
    case 'create':
    case 'move':
    case 'unchanged':
      return [];
  }
}

const signatureBlocker = (
  { tag, subjectDigest }: PlannedReferrer,
  repositoryName: string,
): readonly ErrorData[] =>
  tag?.kind === 'immutable'
    ? [
        atDestination({
          code: 'tag-immutable',
          message: `The ${attachedKind(tag.tag)} of ${shortDigest(subjectDigest)} cannot be copied: ${repositoryName} has another one under its tag ${tag.tag} already, and its tags cannot be moved. Keep that one, or copy without signatures.`,
          action: 'keep-signatures',
        }),
      ]
    : [];

/** Why tags of an image, or those that attach its signatures, cannot be written. */
export const tagBlockers = (
  { digest, tags, referrers }: PlannedImage,
  repositoryName: string,
): readonly ErrorData[] => [
  ...tags.flatMap((change) => ownTagBlocker(digest, change, repositoryName)),
  ...referrers.flatMap((referrer) => signatureBlocker(referrer, repositoryName)),
];
