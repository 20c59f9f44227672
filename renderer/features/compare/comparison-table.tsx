import { InfoLink } from '../../components/info-link.tsx';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useDeferredValue, useMemo } from 'react';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import { maxTyped } from '../../../shared/models/bounds.ts';
import type { Comparison } from '../../../shared/models/comparison.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { usePersisted } from '../../components/use-persisted.ts';
import { useTableView } from '../../components/table-views.ts';
import { kindLabels } from './compare-words.ts';
import styles from './compare.module.css';
import { comparisonColumns } from './comparison-columns.tsx';
import type { ShownKind } from './comparison-rows.ts';
import { comparisonRows, countKinds, filterComparison } from './comparison-rows.ts';
import { ResourceTable } from '../../components/resource-table.tsx';
import { useTableRows } from '../../components/use-table-rows.ts';
import { registryKey } from '../../../shared/models/registry.ts';

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

/** The view with the filter of a comparison. */
function filterView({ request: { source, destination, pairs } }: Comparison): string {
  const [first] = pairs;
  return [
    'comparison',
    registryKey(source),
    registryKey(destination),
    // Many pairs are those of the registries, whichever they are.
    ...(pairs.length === 1 ? [first?.source, first?.destination] : []),
  ]
    .filter(Boolean)
    .join(' ')
    .slice(-300);
}

/** The result of each tag, filtered by kind and by text. */
export function ComparisonTable({ comparison, isExporting, onExport }: Props) {
  // Each pair of registries has its own tags, so it has its own filter.
  const [saved, onView] = useTableView(filterView(comparison));
  const [view, setView] = usePersisted(
    { kind: shownKinds.find((each) => each === saved.shown) ?? 'all', filter: saved.filter ?? '' },
    (next) =>
      onView({
        shown: next.kind === 'all' ? undefined : next.kind,
        filter: next.filter === '' ? undefined : next.filter.slice(0, maxTyped),
      }),
  );
  const { kind, filter } = view;
  const text = useDeferredValue(filter);
  const all = useMemo(() => comparisonRows(comparison), [comparison]);
  const rows = useMemo(() => filterComparison(all, kind, text), [all, kind, text]);
  const counts = useMemo(() => countKinds(comparison), [comparison]);
  const hasSeveral = comparison.pairs.length > 1;
  const columns = useMemo(() => comparisonColumns(hasSeveral), [hasSeveral]);
  const table = useTableRows('comparison', rows, columns, { what: 'Tags', pageSize: 50 });
  const isWorking = comparison.state === 'working';

  const show = (next: ShownKind, nextFilter: string): void => {
    setView({ kind: next, filter: nextFilter });
    table.pages.setPage(1);
  };

  return (
    <ResourceTable
      {...table}
      trackBy="key"
      loading={isWorking && all.length === 0}
      loadingText="Comparing both registries"
      label="Comparison"
      title="Tags"
      info={<InfoLink topic="compare" section="result" about="the result" />}
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
