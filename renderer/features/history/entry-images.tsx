import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatExact } from '../../../shared/format/dates.ts';
import type { HistoryEntry } from '../../../shared/models/history.ts';
import { Digest } from '../../components/digest.tsx';
import type { ResourceColumn } from '../../components/table-columns.ts';
import { describeOutcome } from './history-words.ts';
import styles from './history.module.css';
import { ResourceTable } from '../../components/resource-table.tsx';
import { useTableRows } from '../../components/use-table-rows.ts';

type Image = HistoryEntry['images'][number];

const columns: readonly ResourceColumn<Image>[] = [
  {
    id: 'sourceTags',
    header: 'Source tags',
    isRowHeader: true,
    sortKey: ({ sourceTags }) => sourceTags[0],
    cell: ({ sourceTags }) => <span className={styles.tags}>{sourceTags.join(', ') || 'Untagged'}</span>,
  },
  {
    id: 'destinationTags',
    header: 'Destination tags',
    sortKey: ({ destinationTags }) => destinationTags[0],
    cell: ({ destinationTags, unsureTags }) => (
      <>
        <span className={styles.tags}>{destinationTags.join(', ') || 'None'}</span>
        {unsureTags && (
          <div className={styles.quiet}>
            Tags that may have been written (check the repository): {unsureTags.join(', ')}
          </div>
        )}
      </>
    ),
  },
  {
    id: 'digest',
    header: 'Digest',
    cell: ({ sourceDigest, destinationDigest }) =>
      sourceDigest === destinationDigest ? (
        <Digest digest={sourceDigest} />
      ) : (
        <>
          <Digest digest={sourceDigest} /> replicated as <Digest digest={destinationDigest} />
        </>
      ),
  },
  {
    id: 'outcome',
    header: 'Result',
    sortKey: ({ outcome }) => describeOutcome(outcome).label,
    cell: ({ outcome }) => {
      const { type, label } = describeOutcome(outcome);
      return (
        <>
          <StatusIndicator type={type}>{label}</StatusIndicator>
          {outcome.kind === 'verified' && <div className={styles.quiet}>{formatExact(outcome.at)}</div>}
          {'error' in outcome && <div className={styles.quiet}>{outcome.error.message}</div>}
        </>
      );
    },
  },
];

/** The images of a replication, with their digests and results. */
export function EntryImages({ images }: { readonly images: readonly Image[] }) {
  const table = useTableRows('history-images', images, columns, { what: 'Images' });
  return <ResourceTable {...table} trackBy="sourceDigest" label="Replicated images" title="Images" />;
}
