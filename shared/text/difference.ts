import type { Difference } from '../models/difference.ts';
import { shortDigest } from '../models/image.ts';

/** `tag latest points to sha256:0123… instead of sha256:4567…` */
export function describeDifference(difference: Difference): string {
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
