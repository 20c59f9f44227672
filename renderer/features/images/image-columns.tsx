import Icon from '@cloudscape-design/components/icon';
import type { ImageSummary, Platform } from '../../../shared/models/image.ts';
import { Digest } from '../../components/digest.tsx';
import type { ResourceColumn } from '../../components/table-columns.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Picks } from '../../models/picks.ts';
import { DragGrip } from './drag-grip.tsx';
import { ImageKind } from './image-kind.tsx';
import styles from './images-table.module.css';
import { TagChips } from './tag-chips.tsx';
import { rowDigest } from './row-keys.ts';
import { shortDigest } from '../../../shared/models/image.ts';

interface Props {
  readonly image: ImageSummary;
  readonly onDetails: (image: ImageSummary) => void;
}

/** Opens the details of an image. */
function DetailsButton({ image, onDetails }: Props) {
  const name = image.tags[0] ?? shortDigest(image.digest);
  return (
    <button
      type="button"
      className={styles.details}
      aria-label={`Details of ${name}`}
      title="Details (I)"
      onClick={() => onDetails(image)}
    >
      <Icon name="status-info" size="small" />
    </button>
  );
}

interface Options {
  readonly picks: Picks;
  readonly platforms: ReadonlyMap<string, readonly Platform[]>;
  readonly filter: string;
  readonly onToggleTag: (image: ImageSummary, tag: string) => void;
  readonly onDetails: (image: ImageSummary) => void;
  readonly onDrag: (image: ImageSummary | undefined) => void;
}

/** Whether an image can be selected; archived images can, because the review restores them. */
export const isCopyable = ({ status }: ImageSummary): boolean => status !== 'ACTIVATING';

export const imageColumns = ({
  picks,
  platforms,
  filter,
  onToggleTag,
  onDetails,
  onDrag,
}: Options): ResourceColumn<ImageSummary>[] => [
  {
    id: 'tags',
    header: 'Tags',
    sortingField: 'tags',
    cell: (image) => (
      <TagChips
        image={image}
        picked={picks.get(image.digest)?.sourceTags}
        filter={filter}
        disabled={!isCopyable(image)}
        onToggle={onToggleTag}
      />
    ),
  },
  {
    id: 'digest',
    header: 'Digest',
    sortingField: 'digest',
    width: 225,
    isRowHeader: true,
    cell: (image) => (
      <span className={styles.digest} {...rowDigest(image.digest)}>
        <Digest digest={image.digest} />
        <DetailsButton image={image} onDetails={onDetails} />
        {isCopyable(image) && <DragGrip image={image} onDrag={onDrag} />}
      </span>
    ),
  },
  {
    id: 'kind',
    header: 'Kind',
    sortingField: 'kind',
    width: 165,
    cell: (image) => <ImageKind image={image} platforms={platforms.get(image.digest)} />,
  },
  {
    id: 'sizeInBytes',
    header: 'Size',
    sortingField: 'sizeInBytes',
    width: 100,
    cell: ({ sizeInBytes, kind }) => (
      <span className={styles.size} title={kind === 'index' ? 'Size of the largest platform' : undefined}>
        {formatBytes(sizeInBytes)}
      </span>
    ),
  },
  {
    id: 'pushedAt',
    header: 'Pushed',
    sortingField: 'pushedAt',
    width: 130,
    cell: ({ pushedAt }) => (
      <span className={styles.short}>
        <RelativeTime time={pushedAt} />
      </span>
    ),
  },
];
