import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ComparisonKind, TaggedImage } from '../../../shared/models/comparison.ts';
import type { Side } from '../../../shared/models/result.ts';
import { Digest } from '../../components/digest.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import type { ResourceColumn } from '../../components/table-columns.ts';
import type { ComparisonRow } from './comparison-rows.ts';
import { describeResult, kindLabels } from './compare-words.ts';
import styles from './compare.module.css';

const indicators = {
  same: 'success',
  different: 'warning',
  'only-at-source': 'info',
  'only-at-destination': 'stopped',
} as const satisfies Record<ComparisonKind, StatusIndicatorProps.Type>;

function TagAtSide({ side, image }: { readonly side: Side; readonly image: TaggedImage | undefined }) {
  if (!image) return <span className={styles.quiet}>Missing at {side}</span>;
  return (
    <div>
      <Digest digest={image.digest} />
      <div className={styles.quiet}>
        Pushed <RelativeTime time={image.pushedAt} />
      </div>
    </div>
  );
}

/** The columns of a comparison; with a repository column when it contains several. */
export const comparisonColumns = (hasSeveral: boolean): ResourceColumn<ComparisonRow>[] => [
  {
    id: 'tag',
    header: 'Tag',
    minWidth: 110,
    isRowHeader: true,
    sortKey: ({ tag }) => tag.tag,
    cell: ({ tag }) => <span className={styles.tag}>{tag.tag}</span>,
  },
  ...(hasSeveral
    ? [
        {
          id: 'repository',
          header: 'Repository',
          minWidth: 135,
          sortKey: ({ source }: ComparisonRow) => source,
          cell: ({ source, destination }: ComparisonRow) => (
            <div className={styles.tag}>
              {source}
              {destination !== source && <div className={styles.quiet}>to {destination}</div>}
            </div>
          ),
        },
      ]
    : []),
  {
    id: 'result',
    header: 'Result',
    width: 175,
    sortKey: ({ tag }) => kindLabels[tag.kind],
    cell: ({ tag }) => {
      const note = describeResult(tag);
      return (
        <div>
          <StatusIndicator type={indicators[tag.kind]}>{kindLabels[tag.kind]}</StatusIndicator>
          {note && <div className={styles.quiet}>{note}</div>}
        </div>
      );
    },
  },
  {
    id: 'source',
    header: 'Source',
    width: 185,
    sortKey: ({ tag }) => (tag.kind === 'only-at-destination' ? undefined : tag.source.pushedAt),
    cell: ({ tag }) => (
      <TagAtSide side="source" image={tag.kind === 'only-at-destination' ? undefined : tag.source} />
    ),
  },
  {
    id: 'destination',
    header: 'Destination',
    width: 185,
    sortKey: ({ tag }) => (tag.kind === 'only-at-source' ? undefined : tag.destination.pushedAt),
    cell: ({ tag }) => (
      <TagAtSide side="destination" image={tag.kind === 'only-at-source' ? undefined : tag.destination} />
    ),
  },
];
