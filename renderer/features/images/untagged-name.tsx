import type { ListedImage, RelatedImage } from '../../../shared/models/image-query.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import { assertNever } from '../../../shared/models/result.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import styles from './tag-chips.module.css';

const nameOf = ({ digest, tag }: RelatedImage): string => tag ?? shortDigest(digest);

function describe({ relation, subjectDigest }: ListedImage): string {
  switch (relation.kind) {
    case 'part':
      return relation.more === 0
        ? `Part of ${nameOf(relation.index)}`
        : `Part of ${nameOf(relation.index)} and ${formatNumber(relation.more)} more`;
    case 'attached':
      return `Attached to ${nameOf(relation.subject)}`;
    case 'orphan':
      return subjectDigest === undefined
        ? 'Untagged, not part of an index'
        : `Untagged, attached to ${shortDigest(subjectDigest)}, which is not in this repository`;
    case 'unknown':
    case 'tagged':
      return 'Untagged';
    default:
      return assertNever(relation);
  }
}

/** What an image without a tag is to other images of the repository. */
export function UntaggedName({ image }: { readonly image: ListedImage }) {
  const text = describe(image);
  return (
    <span className={styles.untagged} title={text}>
      {text}
    </span>
  );
}
