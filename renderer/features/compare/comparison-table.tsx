import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useDeferredValue, useMemo, useState } from 'react';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { Comparison } from '../../../shared/models/comparison.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { useTablePages } from '../../components/table-views.ts';
import { kindLabels } from './compare-words.ts';
import styles from './compare.module.css';
import { comparisonColumns } from './comparison-columns.tsx';
import type { ShownKind } from './comparison-rows.ts';
import { comparisonRows, countKinds, filterComparison } from './comparison-rows.ts';
import { ResourceTable } from '../../components/resource-table.tsx';

interface Props {
  readonly comparison: Comparison;
  readonly isExporting: boolean;
  readonly onExport: (format: 'csv' | 'json') => void;
}

const shownKinds: readonly ShownKind[] = [
  'all',
  'different',
  'only-at-source',
  'only-at-destination',
  'same',
];

/** The result of each tag, filtered by kind and by text. */
export function ComparisonTable({ comparison, isExporting, onExport }: Props) {
  const [kind, setKind] = useState<ShownKind>('all');
  const [filter, setFilter] = useState('');
  const text = useDeferredValue(filter);
  const all = useMemo(() => comparisonRows(comparison), [comparison]);
  const rows = useMemo(() => filterComparison(all, kind, text), [all, kind, text]);
  const counts = useMemo(() => countKinds(comparison), [comparison]);
  const pages = useTablePages('comparison', rows, 50);
  const hasSeveral = comparison.pairs.length > 1;
  const columns = useMemo(() => comparisonColumns(hasSeveral), [hasSeveral]);
  const isWorking = comparison.state === 'working';

  const show = (next: ShownKind, nextFilter: string): void => {
    setKind(next);
    setFilter(nextFilter);
    pages.setPage(1);
  };

  return (
    <ResourceTable
      name="comparison"
      items={pages.items}
      trackBy="key"
      columnDefinitions={columns}
      loading={isWorking && all.length === 0}
      loadingText="Comparing both registries"
      label="Comparison"
      title="Tags"
      count={all.length}
      actions={
        <ButtonDropdown
          items={[
            { id: 'csv', text: 'CSV' },
            { id: 'json', text: 'JSON' },
          ]}
          disabled={isWorking}
          loading={isExporting}
          onItemClick={({ detail }) => onExport(detail.id === 'json' ? 'json' : 'csv')}
        >
          Export
        </ButtonDropdown>
      }
      filter={
        <div className={styles.filters}>
          <FilterField
            label="Filter tags"
            placeholder="Filter by tag, digest or repository"
            text={filter}
            onChange={(next) => show(kind, next)}
            countText={formatCount(rows.length, 'match', 'matches')}
          />
          <SegmentedControl
            label="Show"
            selectedId={kind}
            options={shownKinds.map((id) => ({
              id,
              text: `${kindLabels[id]} (${formatNumber(counts[id])})`,
            }))}
            onChange={({ detail }) =>
              show(shownKinds.find((each) => each === detail.selectedId) ?? 'all', filter)
            }
          />
        </div>
      }
      pages={{ ...pages, what: 'Tags' }}
      empty={
        all.length === 0 ? (
          <EmptyState title="No tags">Neither side has tagged images.</EmptyState>
        ) : (
          <EmptyState
            title="No matches"
            action={<Button onClick={() => show('all', '')}>Clear filter</Button>}
          />
        )
      }
    />
  );
}
