import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { BatchRow, PlanSummary } from '../../../shared/models/batch.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import type { ResourceColumn } from '../../components/table-columns.ts';
import { describeState } from './batch-state.ts';
import type { NumberedRow } from './batch-rows.ts';
import { listPlans } from './batch-rows.ts';
import styles from './batch.module.css';

/** The blocked images of a plan as text; empty when the whole plan is blocked. */
function describeBlocked({ blocked, images }: PlanSummary): readonly string[] {
  const [first] = blocked;
  if (!first || images === 0) return [];
  const count = `${blocked.length} of ${formatCount(images + blocked.length, 'image')} cannot be copied.`;
  return [`${count} ${first.sourceTags[0] ?? shortDigest(first.digest)}: ${first.error.message}`];
}

/** The errors and warnings of a row without duplicates. */
function Notes({ row }: { readonly row: BatchRow }) {
  const plans = listPlans(row);
  const errors =
    row.state.kind === 'failed'
      ? [row.state.error.message]
      : plans.flatMap(({ blockers }) => blockers.map(({ message }) => message));
  const warnings = plans.flatMap((plan) => [...describeBlocked(plan), ...plan.warnings.map(describeWarning)]);
  return (
    <>
      {[...new Set(errors)].map((text) => (
        <div key={text} className={styles.error}>
          {text}
        </div>
      ))}
      {[...new Set(warnings)].map((text) => (
        <div key={text} className={styles.warning}>
          {text}
        </div>
      ))}
      {row.state.kind === 'nothing-picked' && (
        <div className={styles.quiet}>The filter selects none of {formatCount(row.state.tags, 'tag')}.</div>
      )}
    </>
  );
}

function Tags({ row }: { readonly row: BatchRow }) {
  const plans = listPlans(row);
  if (plans.length === 0) return null;
  const sum = (kind: 'create' | 'move' | 'unchanged'): number =>
    plans.reduce((total, { tags }) => total + tags[kind], 0);
  return (
    <div className={styles.number}>
      {formatNumber(sum('create'))} new
      {sum('move') > 0 && <div className={styles.warning}>{formatNumber(sum('move'))} moved</div>}
      {sum('unchanged') > 0 && <div className={styles.quiet}>{formatNumber(sum('unchanged'))} unchanged</div>}
    </div>
  );
}

/** The images of a row's plans; undefined without a plan. */
function countImages(row: BatchRow): number | undefined {
  const plans = listPlans(row);
  return plans.length === 0 ? undefined : plans.reduce((total, { images }) => total + images, 0);
}

/** The bytes that a row's plans transfer; undefined without a plan. */
function countBytes(row: BatchRow): number | undefined {
  const plans = listPlans(row);
  return plans.length === 0 ? undefined : plans.reduce((total, { bytes }) => total + bytes.toTransfer, 0);
}

/** The columns of the table of plans. */
export const batchColumns: readonly ResourceColumn<NumberedRow>[] = [
  {
    id: 'repository',
    header: 'Repository',
    isRowHeader: true,
    sortKey: ({ sourceRepository }) => sourceRepository,
    cell: (row) => (
      <div className={styles.name}>
        {row.sourceRepository}
        {row.destinationRepository !== row.sourceRepository && (
          <div className={styles.quiet}>to {row.destinationRepository}</div>
        )}
        <Notes row={row} />
      </div>
    ),
  },
  {
    id: 'state',
    header: 'Plan',
    width: 175,
    sortKey: (row) => describeState(row).text,
    cell: (row) => {
      const { type, text } = describeState(row);
      return <StatusIndicator type={type}>{text}</StatusIndicator>;
    },
  },
  {
    id: 'images',
    header: 'Images',
    width: 115,
    sortKey: countImages,
    cell: (row) => {
      const total = countImages(row);
      return <span className={styles.number}>{total !== undefined && formatNumber(total)}</span>;
    },
  },
  { id: 'tags', header: 'Tags', width: 105, cell: (row) => <Tags row={row} /> },
  {
    id: 'bytes',
    header: 'To transfer',
    width: 125,
    sortKey: countBytes,
    cell: (row) => {
      const total = countBytes(row);
      return <span className={styles.number}>{total !== undefined && formatBytes(total)}</span>;
    },
  },
];
