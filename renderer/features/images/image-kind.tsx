import type { ImageSummary, Platform } from '../../../shared/models/image.ts';
import { formatPlatform } from '../../../shared/models/image.ts';
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

const statuses = {
  ACTIVE: undefined,
  ARCHIVED: 'Archived: restore it before replicating',
  ACTIVATING: 'Restoring from the archive',
} as const satisfies Record<ImageSummary['status'], string | undefined>;

/** The kind of an image in one line, with its archive state or the platforms of an index. */
export function ImageKind({ image, platforms = [] }: Props) {
  const status = statuses[image.status];
  const details = status ?? describePlatforms(platforms);
  const title = [image.artifactMediaType ?? image.mediaType, status, ...platforms.map(formatPlatform)];
  return (
    <div className={styles.kind} title={title.filter(Boolean).join('\n')}>
      {describeKind(image.kind)}
      {details !== '' && <span className={styles.quiet}>{details}</span>}
    </div>
  );
}
