import Icon from '@cloudscape-design/components/icon';
import type { ImageSummary, Platform } from '../../../shared/models/image.ts';
import type { ImageUse } from '../../../shared/models/image-details.ts';
import type { ListedImage } from '../../../shared/models/image-query.ts';
import { Digest } from '../../components/digest.tsx';
import type { ResourceColumn } from '../../components/table-columns.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Picks } from '../../models/picks.ts';
import { DragGrip } from './drag-grip.tsx';
import { factColumns, inUseColumn } from './fact-columns.tsx';
import { ImageKind } from './image-kind.tsx';
import type { ImageTableRow } from './image-row.ts';
import { nameOfImage, describeChild } from './image-row.ts';
import styles from './images-table.module.css';
import { TagChips } from './tag-chips.tsx';
import { rowDigest } from './row-keys.ts';
import type { ImageChild } from '../../../shared/models/image-children.ts';

/** What a manifest is to the image above it, with the tag or the media type that says so. */
function ChildName({ child }: { readonly child: ImageChild }) {
  const tag = child.kind === 'attached' && child.attachedBy.kind === 'tag' ? child.attachedBy.tag : undefined;
  const title = child.kind === 'attached' ? (tag ?? child.artifactType) : undefined;
  return (
    <span className={styles.childName} title={title}>
      {describeChild(child)}
    </span>
  );
}

interface Props {
  readonly image: ListedImage;
  readonly onDetails: (image: ImageSummary) => void;
}

/** Opens the details of an image. */
function DetailsButton({ image, onDetails }: Props) {
  return (
    <button
      type="button"
      className={styles.details}
      aria-label={`Details of ${nameOfImage(image)}`}
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
  /** Where images are in use, by digest, as far as it is known. */
  readonly uses: ReadonlyMap<string, ImageUse>;
  readonly filter: string;
  readonly onToggleTag: (image: ListedImage, tag: string) => void;
  readonly onDetails: (image: ImageSummary) => void;
  readonly onDrag: (image: ImageSummary | undefined) => void;
}

/** Whether an image can be selected; archived images can, because the review restores them. */
const isCopyable = ({ status }: ImageSummary): boolean => status !== 'ACTIVATING';

/** Manifests below an image are copied with it. */
export const isSelectable = (row: ImageTableRow): boolean => row.kind === 'image' && isCopyable(row.image);

const formatSize = (bytes: number | undefined): string => (bytes === undefined ? '–' : formatBytes(bytes));

export const imageColumns = ({
  picks,
  platforms,
  uses,
  filter,
  onToggleTag,
  onDetails,
  onDrag,
}: Options): ResourceColumn<ImageTableRow>[] => [
  {
    id: 'tags',
    header: 'Tags',
    sortingField: 'tags',
    minWidth: 180,
    weight: 3,
    cell: (row) =>
      row.kind === 'child' ? (
        <ChildName child={row.child} />
      ) : (
        <TagChips
          image={row.image}
          picked={picks.get(row.id)?.sourceTags}
          filter={filter}
          disabled={!isCopyable(row.image)}
          onToggle={onToggleTag}
        />
      ),
  },
  {
    id: 'digest',
    header: 'Digest',
    sortingField: 'digest',
    width: 212,
    isRowHeader: true,
    cell: (row) =>
      row.kind === 'child' ? (
        <span className={styles.digest}>
          <Digest digest={row.child.digest} />
        </span>
      ) : (
        <span className={styles.digest} {...rowDigest(row.id)}>
          <Digest digest={row.id} />
          <DetailsButton image={row.image} onDetails={onDetails} />
          {isCopyable(row.image) && <DragGrip image={row.image} onDrag={onDrag} />}
        </span>
      ),
  },
  {
    id: 'kind',
    header: 'Kind',
    sortingField: 'kind',
    minWidth: 140,
    weight: 2,
    cell: (row) => {
      if (row.kind === 'image') return <ImageKind image={row.image} platforms={platforms.get(row.id)} />;
      if (!row.child.isStored) return 'Not in this repository';
      return row.child.kind === 'platform' ? 'Platform' : 'Attached';
    },
  },
  {
    id: 'sizeInBytes',
    header: 'Size',
    sortingField: 'sizeInBytes',
    width: 85,
    cell: (row) =>
      row.kind === 'child' ? (
        <span className={styles.size}>{formatSize(row.child.sizeInBytes)}</span>
      ) : (
        <span
          className={styles.size}
          title={row.image.kind === 'index' ? 'Size of the largest platform' : undefined}
        >
          {formatBytes(row.image.sizeInBytes)}
        </span>
      ),
  },
  {
    id: 'pushedAt',
    header: 'Pushed',
    sortingField: 'pushedAt',
    width: 110,
    cell: (row) => {
      const pushedAt = row.kind === 'child' ? row.child.pushedAt : row.image.pushedAt;
      return (
        <span className={styles.short}>
          {pushedAt === undefined ? '–' : <RelativeTime time={pushedAt} />}
        </span>
      );
    },
  },
  ...factColumns,
  inUseColumn(uses),
];
