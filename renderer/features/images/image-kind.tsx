import type { ImageSummary, Platform } from '../../../shared/models/image.ts';
import { formatPlatform, shortDigest } from '../../../shared/models/image.ts';
import { describeKind } from '../../models/image-words.ts';
import styles from './image-kind.module.css';

interface Props {
  readonly image: ImageSummary;
  /** Of an index; undefined while they are not known. */
  readonly platforms: readonly Platform[] | undefined;
}

/** How many platforms a row names before it only counts the rest. */
const named = 3;

function describePlatforms(platforms: readonly Platform[]): string {
  const words = platforms.map(formatPlatform);
  const rest = words.length - named;
  return words.slice(0, named).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** What an image is, with what tells it apart from others of its kind. */
export function ImageKind({ image, platforms }: Props) {
  return (
    <div title={image.artifactMediaType ?? image.mediaType}>
      <div className={styles.kind}>{describeKind(image.kind)}</div>
      {platforms && platforms.length > 0 && (
        <div className={styles.quiet} title={platforms.map(formatPlatform).join('\n')}>
          {describePlatforms(platforms)}
        </div>
      )}
      {image.subjectDigest && (
        <div className={styles.quiet}>Attached to {shortDigest(image.subjectDigest)}</div>
      )}
      {image.status !== 'ACTIVE' && (
        <div className={styles.quiet}>
          {image.status === 'ARCHIVED'
            ? 'Archived: has to be restored before it is copied'
            : 'Being restored from the archive'}
        </div>
      )}
    </div>
  );
}
