import type { ImageSummary, Platform } from '../../../shared/models/image.ts';
import { formatPlatform, shortDigest } from '../../../shared/models/image.ts';
import { describeKind } from '../../models/image-words.ts';
import styles from './image-kind.module.css';

interface Props {
  readonly image: ImageSummary;
  /** The platforms of an index; undefined until loaded. */
  readonly platforms: readonly Platform[] | undefined;
}

/** How many platforms a row lists by name. */
const maxListed = 3;

function describePlatforms(platforms: readonly Platform[]): string {
  const names = platforms.map(formatPlatform);
  const rest = names.length - maxListed;
  return names.slice(0, maxListed).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** The kind of an image, with its platforms, subject and archive state. */
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
            ? 'Archived: restore it before replicating'
            : 'Restoring from the archive'}
        </div>
      )}
    </div>
  );
}
