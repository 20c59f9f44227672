import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { ImageUse } from '../../../shared/models/image-details.ts';
import type { SeverityCounts, ImageSummary } from '../../../shared/models/image.ts';
import { findingSeverities } from '../../../shared/models/image.ts';
import { describeArtifactType } from '../../../shared/text/artifact-type.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import type { ResourceColumn } from '../../components/table-columns.ts';
import type { ImageTableRow } from './image-row.ts';
import styles from './images-table.module.css';

const none = '–';
export const inUseColumnId = 'inUse';

const storageClasses = {
  ACTIVE: 'Standard',
  ARCHIVED: 'Archive',
  ACTIVATING: 'Restoring',
} as const satisfies Record<ImageSummary['status'], string>;

const isImage = (mediaType: string | undefined): boolean => describeArtifactType(mediaType) === 'Artifact';

/** `1 critical, 4 high`: the severities that have findings, the most severe first. */
export function describeFindings(counts: SeverityCounts | undefined): string {
  if (!counts) return none;
  const found = findingSeverities.filter((severity) => (counts[severity] ?? 0) > 0);
  if (found.length === 0) return 'No findings';
  return found.map((each) => `${formatNumber(counts[each] ?? 0)} ${each.toLowerCase()}`).join(', ');
}

const imageOf = (row: ImageTableRow): ImageSummary | undefined =>
  row.kind === 'image' ? row.image : undefined;

const digestOf = (row: ImageTableRow): string => (row.kind === 'image' ? row.id : row.child.digest);

/** The number of clusters that run an image; ECR states it with the findings of enhanced scanning only. */
export const inUseColumn = (uses: ReadonlyMap<string, ImageUse>): ResourceColumn<ImageTableRow> => ({
  id: inUseColumnId,
  header: 'In use by',
  isHidden: true,
  width: 110,
  cell: (row) => {
    const use = uses.get(digestOf(row));
    return <span className={styles.short}>{use ? formatCount(use.clusters, 'cluster') : none}</span>;
  },
});

/** Facts that ECR reports of an image, which are displayed when the user chose their columns. */
export const factColumns: readonly ResourceColumn<ImageTableRow>[] = [
  {
    id: 'lastPulledAt',
    header: 'Last pull',
    sortingField: 'lastPulledAt',
    isHidden: true,
    width: 120,
    cell: (row) => {
      const lastPulledAt = imageOf(row)?.lastPulledAt;
      return (
        <span className={styles.short}>
          {lastPulledAt === undefined ? none : <RelativeTime time={lastPulledAt} />}
        </span>
      );
    },
  },
  {
    id: 'status',
    header: 'Storage class',
    sortingField: 'status',
    isHidden: true,
    width: 130,
    cell: (row) => {
      const image = imageOf(row);
      return image ? storageClasses[image.status] : none;
    },
  },
  {
    id: 'findings',
    header: 'Scan findings',
    isHidden: true,
    width: 180,
    cell: (row) => describeFindings(imageOf(row)?.findings),
  },
  {
    id: 'artifactType',
    header: 'Artifact type',
    sortingField: 'artifactType',
    isHidden: true,
    width: 180,
    cell: (row) => {
      const type = row.kind === 'child' && row.child.kind === 'attached' ? row.child.artifactType : undefined;
      const artifactType = imageOf(row)?.artifactMediaType ?? type;
      if (artifactType === undefined || isImage(artifactType)) return none;
      return <span title={artifactType}>{describeArtifactType(artifactType)}</span>;
    },
  },
];
