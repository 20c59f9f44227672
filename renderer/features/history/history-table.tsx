import { InfoLink } from '../../components/info-link.tsx';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useMemo, useState } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { useTableView } from '../../components/table-views.ts';
import type { HistoryView } from './use-history-view.ts';
import { firstView, requestedSort, savedSort } from './use-history-view.ts';
import { useDebounced } from '../../components/use-debounced.ts';
import { useNow } from '../../components/use-now.ts';
import { useClearHistory, useExportHistory, useHistory } from './api.ts';
import { ClearDialog } from './clear-dialog.tsx';
import { ExportAndDeleteDialog } from './export-and-delete-dialog.tsx';
import type { ExportedHistory, HistoryLimit } from '../../../shared/models/history.ts';
import { isFiltered, noFilter, createQuery } from './filter.ts';
import { HistoryActions } from './history-actions.tsx';
import { historyColumns } from './history-columns.tsx';
import { describeContents } from './history-words.ts';
import { HistoryFilterBar } from './history-filter-bar.tsx';
import { RecordedPushes } from './recorded-pushes.tsx';
import { ResourceTable } from '../../components/resource-table.tsx';
import { QueryStatus } from '../../components/query-status.tsx';

/** Milliseconds without a keystroke after which the text is searched for. */
const typingDelay = 200;

interface Props {
  readonly view: HistoryView;
  readonly onView: (view: HistoryView) => void;
  readonly onOpen: (id: string) => void;
  /** Undefined until the settings are loaded. */
  readonly limit: HistoryLimit | undefined;
}

/** All finished transfers. */
export function HistoryTable({ view, onView, onOpen, limit }: Props) {
  const { filter, page, sort } = view;
  const [{ pageSize = 25 }] = useTableView('history');
  const text = useDebounced(filter.text, typingDelay);
  const now = useNow();
  const query = useMemo(() => createQuery({ ...filter, text }, now), [text, filter, now]);
  const list = useHistory(query, {
    offset: (page - 1) * pageSize,
    limit: pageSize,
    sort: requestedSort(sort),
  });
  const save = useExportHistory();
  const clear = useClearHistory();
  const [dialog, setDialog] = useState<'clear' | 'export-and-delete'>();
  const [exported, setExported] = useState<ExportedHistory>();
  const columns = useMemo(() => historyColumns(onOpen), [onOpen]);
  const { entries = [], matching = 0, total = 0, demo = 0 } = list.data ?? {};
  const failure = save.error ?? clear.error;

  if (list.isError) return <QueryStatus query={list} />;
  return (
    <>
      {failure && <ErrorLine error={toErrorData(failure)} />}
      {save.data && (
        <Alert type="success" dismissible dismissAriaLabel="Dismiss" onDismiss={() => save.reset()}>
          Saved to {save.data}
        </Alert>
      )}
      {exported && (
        <Alert type="success" dismissible dismissAriaLabel="Dismiss" onDismiss={() => setExported(undefined)}>
          {formatCount(exported.deleted, 'entry', 'entries')} exported to {exported.path} and deleted.
        </Alert>
      )}
      <ResourceTable
        name="history"
        items={entries}
        columnDefinitions={columns}
        trackBy="id"
        sortingColumn={{ sortingField: sort.column }}
        sortingDescending={sort.descending}
        onSortingChange={({ detail: { sortingColumn, isDescending = false } }) => {
          const sortedBy = { column: sortingColumn.sortingField ?? '', descending: isDescending };
          onView({ ...view, sort: savedSort({ sortedBy }), page: 1 });
        }}
        loading={list.isPending}
        loadingText="Loading history"
        label="History"
        title="History"
        info={<InfoLink topic="history" section="find" about="the history" />}
        heading="h1"
        count={list.data && total}
        description={describeContents(limit, demo)}
        actions={
          <HistoryActions
            isExporting={save.isPending}
            canExport={matching > 0}
            canClear={total > 0}
            canDeleteOlder={total > demo}
            onExport={(format) => save.mutate({ ...query, format })}
            onClear={() => setDialog('clear')}
            onExportAndDelete={() => setDialog('export-and-delete')}
          />
        }
        filter={
          <>
            <HistoryFilterBar
              filter={filter}
              onChange={(next) => onView({ ...view, filter: next, page: 1 })}
              matching={list.data?.matching}
              hasDemo={demo > 0}
            />
            <RecordedPushes text={text} onOpen={onOpen} />
          </>
        }
        pages={{
          what: 'Entries',
          page,
          pageCount: Math.max(1, Math.ceil(matching / pageSize)),
          setPage: (next) => onView({ ...view, page: next }),
          pageSize,
        }}
        empty={
          isFiltered(filter) ? (
            <EmptyState
              title="No matches"
              action={
                <Button onClick={() => onView({ ...view, filter: noFilter, page: 1 })}>Clear filters</Button>
              }
            />
          ) : (
            <EmptyState title="No history">
              Finished transfers appear here, with their digests and verification results.
            </EmptyState>
          )
        }
      />
      {dialog === 'export-and-delete' && (
        <ExportAndDeleteDialog
          total={total - demo}
          onClose={() => setDialog(undefined)}
          onDone={(done) => {
            setDialog(undefined);
            setExported(done);
            onView({ ...view, ...firstView });
          }}
        />
      )}
      {dialog === 'clear' && (
        <ClearDialog
          counts={{ demo, real: total - demo }}
          onClose={() => setDialog(undefined)}
          onConfirm={(kind) => {
            setDialog(undefined);
            clear.mutate(kind);
            onView({ ...view, ...firstView });
          }}
        />
      )}
    </>
  );
}
