import Badge from '@cloudscape-design/components/badge';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import { formatElapsed } from '../../../shared/format/duration.ts';
import type { HistorySummary } from '../../../shared/models/history.ts';
import { AccountName } from '../../components/account-name.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import type { ResourceColumn } from '../../components/table-columns.ts';
import { resultLabels } from './history-words.ts';
import styles from './history.module.css';

/** The columns of the history; `onOpen` is called with an entry's id. */
export const historyColumns = (onOpen: (id: string) => void): ResourceColumn<HistorySummary>[] => [
  {
    id: 'finishedAt',
    sortingField: 'finishedAt',
    width: 105,
    header: 'Finished',
    isRowHeader: true,
    cell: ({ id, finishedAt, source, demo }) => (
      <span className={styles.short}>
        <Link
          href={`#${id}`}
          onFollow={(event) => {
            event.preventDefault();
            onOpen(id);
          }}
        >
          <RelativeTime time={finishedAt} />
          <span className="visually-hidden">: replication of {source.repositoryName}</span>
        </Link>
        {demo && (
          <>
            {' '}
            <Badge>Demo</Badge>
          </>
        )}
      </span>
    ),
  },
  {
    id: 'result',
    sortingField: 'result',
    minWidth: 118,
    header: 'Result',
    cell: ({ result, error }) => (
      <>
        <StatusIndicator type={resultLabels[result].type}>
          <span className={styles.label}>{resultLabels[result].label}</span>
        </StatusIndicator>
        {error && (
          <div className={styles.error} title={error.message}>
            {error.message}
          </div>
        )}
      </>
    ),
  },
  { id: 'source', sortingField: 'source', header: 'From', cell: ({ source }) => <Endpoint {...source} /> },
  {
    id: 'destination',
    sortingField: 'destination',
    header: 'To',
    cell: ({ destination }) => <Endpoint {...destination} />,
  },
  {
    id: 'images',
    sortingField: 'images',
    width: 105,
    header: 'Images',
    cell: ({ imageCount }) => <span className={styles.number}>{formatNumber(imageCount)}</span>,
  },
  {
    id: 'moved',
    sortingField: 'moved',
    width: 138,
    header: 'Transferred',
    cell: ({ bytes }) => <span className={styles.number}>{formatBytes(bytes.transferred)}</span>,
  },
  {
    id: 'duration',
    sortingField: 'duration',
    width: 120,
    header: 'Duration',
    cell: ({ duration }) => <span className={styles.number}>{formatElapsed(duration / 1000)}</span>,
  },
];

function Endpoint({ repositoryName, registryId, region }: HistorySummary['source']) {
  return (
    <div className={styles.end}>
      <span className={styles.repository}>{repositoryName}</span>
      <span className={styles.quiet}>
        {region}, <AccountName accountId={registryId} />
      </span>
    </div>
  );
}
