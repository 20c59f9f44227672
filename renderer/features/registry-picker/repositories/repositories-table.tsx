import { InfoLink } from '../../../components/info-link.tsx';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentProps } from 'react';
import { useMemo, useState } from 'react';
import { maxTyped } from '../../../../shared/models/bounds.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Repository } from '../../../../shared/models/repository.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import type { ErrorActions } from '../../../components/error-actions.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { RefreshButton } from '../../../components/refresh-button.tsx';
import { usePersisted } from '../../../components/use-persisted.ts';
import { useTablePages, useTableView } from '../../../components/table-views.ts';
import { useRepositories } from './api.ts';
import { repositoryColumns } from './repository-columns.tsx';
import type { RepositorySort } from './repository-rows.ts';
import { TypedRepository } from './typed-repository.tsx';
import { filterRepositories, repositoryColumn, sortRepositories } from './repository-rows.ts';
import { ResourceTable } from '../../../components/resource-table.tsx';
import { registryKey } from '../../../../shared/models/registry.ts';

interface Props {
  readonly selection: RegistrySelection;
  readonly onOpen: (name: string) => void;
  /** Opens the repository of a typed URI or ARN in its registry. */
  readonly onReference: ComponentProps<typeof TypedRepository>['onReference'];
  readonly actions: ErrorActions;
  /** The names of the selected repositories. */
  readonly picked: readonly string[];
  readonly onPicked: (names: readonly string[]) => void;
}

/** The repositories of one registry, with filter, sorting, selection and pages. */
export function RepositoriesTable({ selection, onOpen, onReference, actions, picked, onPicked }: Props) {
  const list = useRepositories(selection);
  const [view, onView] = useTableView('repositories');
  // Each registry has its own names, so it has its own filter.
  const [registryView, onRegistryView] = useTableView(`repositories ${registryKey(selection)}`);
  const [filter, setFilter] = usePersisted(registryView.filter ?? '', (text) =>
    onRegistryView({ filter: text.slice(0, maxTyped) }),
  );
  // Earlier versions saved the order for each registry.
  const saved = view.sortedBy ?? registryView.sortedBy;
  const [sort, setSort] = useState<RepositorySort>({
    column: repositoryColumn(saved?.column),
    descending: saved?.descending ?? false,
  });
  const sorted = useMemo(() => sortRepositories(list.data ?? [], sort), [list.data, sort]);
  const rows = useMemo(() => filterRepositories(sorted, filter), [sorted, filter]);
  const pages = useTablePages('repositories', rows);
  const columns = useMemo(() => repositoryColumns(selection, onOpen), [selection, onOpen]);
  const selected = useMemo(() => {
    const names = new Set(picked);
    return sorted.filter(({ name }) => names.has(name));
  }, [sorted, picked]);
  const refresh = (): void => void list.refetch();

  /** Selects repositories of this page; the selection on other pages and outside the filter stays. */
  const pick = (chosen: readonly Repository[]): void => {
    const onPage = new Set(pages.items.map(({ name }) => name));
    const others = picked.filter((name) => !onPage.has(name));
    onPicked([...others, ...chosen.flatMap(({ name }) => (onPage.has(name) ? name : []))]);
  };

  const sortBy = (next: RepositorySort): void => {
    setSort(next);
    onView({ sortedBy: next });
  };

  const changeFilter = (text: string): void => {
    setFilter(text);
    pages.setPage(1);
  };

  if (list.isError) {
    const error = toErrorData(list.error);
    const isDenied = error.code === 'access-denied';
    return (
      <SpaceBetween size="s">
        {isDenied && <TypedRepository onOpen={onOpen} onReference={onReference} />}
        <ErrorAlert
          error={error}
          type={isDenied ? 'info' : 'error'}
          actions={{ retry: refresh, ...actions }}
        />
      </SpaceBetween>
    );
  }
  return (
    <ResourceTable
      name="repositories"
      items={pages.items}
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => pick(detail.selectedItems)}
      columnDefinitions={columns}
      trackBy="name"
      loading={list.isPending}
      loadingText="Loading repositories"
      sortingColumn={{ sortingField: sort.column }}
      sortingDescending={sort.descending}
      onSortingChange={({ detail }) =>
        sortBy({
          column: repositoryColumn(detail.sortingColumn.sortingField),
          descending: detail.isDescending ?? false,
        })
      }
      label="Repositories"
      selectionLabels={{
        selectionGroupLabel: 'Repositories to replicate or compare',
        allItemsSelectionLabel: () => 'Select all repositories on this page',
        itemSelectionLabel: (_, { name }) => `Select ${name}`,
      }}
      title="Repositories"
      info={<InfoLink topic="choose" section="repositories" about="repositories" />}
      count={list.data?.length}
      actions={
        <RefreshButton
          what="repositories"
          updatedAt={list.dataUpdatedAt}
          busy={list.isFetching}
          onRefresh={refresh}
        />
      }
      search={{
        label: 'Filter repositories',
        placeholder: 'Filter by name or URI',
        text: filter,
        onChange: changeFilter,
        matches: rows.length,
      }}
      pages={{ ...pages, what: 'Repositories' }}
      empty={
        <EmptyState title="No repositories">
          This account has no repositories in {selection.region}.
        </EmptyState>
      }
    />
  );
}
