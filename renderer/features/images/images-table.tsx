import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { ImageSummary } from '../../../shared/models/image.ts';
import { shortDigest } from '../../../shared/models/image.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import type { ErrorActions } from '../../components/error-actions.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { RefreshButton } from '../../components/refresh-button.tsx';
import { useTablePages, useTableView } from '../../components/table-views.ts';
import type { Picks } from '../../models/picks.ts';
import { pickOnPage, toggleTag } from '../../models/picks.ts';
import type { RepositorySelection } from './api.ts';
import { useImages, usePlatforms } from './api.ts';
import { imageColumns, isCopyable } from './image-columns.tsx';
import type { ImageSort } from './image-rows.ts';
import { rowKeys } from './row-keys.ts';
import { TypedImages } from './typed-images.tsx';
import { filterImages, imageColumn, sortImages } from './image-rows.ts';
import { ResourceTable } from '../../components/resource-table.tsx';

interface Props {
  /** The title of the table, before the number of images. */
  readonly title: ReactNode;
  readonly repository: RepositorySelection;
  readonly picks: Picks;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
  readonly actions: ErrorActions;
  /** The initial filter. */
  readonly find: string;
  /** Additional buttons in the header. */
  readonly tools: ReactNode;
  /** Opens the details of an image. */
  readonly onDetails: (image: ImageSummary) => void;
  /** Called with the dragged image, and with undefined when dragging ends. */
  readonly onDrag: (image: ImageSummary | undefined) => void;
}

const getName = ({ tags, digest }: ImageSummary): string => tags[0] ?? shortDigest(digest);

/** The images of one repository; images and single tags can be selected. */
export function ImagesTable({
  title,
  repository,
  picks,
  onPicks,
  actions,
  find,
  tools,
  onDetails,
  onDrag,
}: Props) {
  const list = useImages(repository);
  const [view, onView] = useTableView('images');
  const [filter, setFilter] = useState(find);
  const [sort, setSort] = useState<ImageSort>({
    column: imageColumn(view.sortedBy?.column),
    descending: view.sortedBy?.descending ?? true,
  });
  const deferredFilter = useDeferredValue(filter);
  const sorted = useMemo(() => sortImages(list.data ?? [], sort), [list.data, sort]);
  const rows = useMemo(() => filterImages(sorted, deferredFilter), [sorted, deferredFilter]);
  const pages = useTablePages('images', rows);
  const indexes = pages.items.filter(({ kind }) => kind === 'index').map(({ digest }) => digest);
  const platforms = usePlatforms(repository, indexes);
  const refresh = (): void => void list.refetch();

  const columns = useMemo(
    () =>
      imageColumns({
        picks,
        platforms,
        filter: deferredFilter,
        onToggleTag: (image, tag) => onPicks((current) => toggleTag(current, image, tag)),
        onDetails,
        onDrag,
      }),
    [picks, platforms, deferredFilter, onPicks, onDetails, onDrag],
  );

  const keys = rowKeys((digest) => {
    const image = pages.items.find((each) => each.digest === digest);
    if (image) onDetails(image);
  });

  const sortBy = (next: ImageSort): void => {
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
        {isDenied && (
          <TypedImages title={title} repository={repository} picks={picks} onPicks={onPicks} find={find} />
        )}
        <ErrorAlert
          error={error}
          type={isDenied ? 'info' : 'error'}
          actions={{ retry: refresh, ...actions }}
        />
      </SpaceBetween>
    );
  }
  return (
    <div onKeyDown={keys}>
      <ResourceTable
        name="images"
        selectionType="multi"
        items={pages.items}
        selectedItems={[...picks.values()].map(({ image }) => image)}
        onSelectionChange={({ detail }) => {
          const chosen = new Set(detail.selectedItems.map(({ digest }) => digest));
          onPicks((current) => pickOnPage(current, pages.items, chosen));
        }}
        isItemDisabled={(image) => !isCopyable(image)}
        columnDefinitions={columns}
        trackBy="digest"
        loading={list.isPending}
        loadingText="Loading images"
        sortingColumn={{ sortingField: sort.column }}
        sortingDescending={sort.descending}
        onSortingChange={({ detail }) =>
          sortBy({
            column: imageColumn(detail.sortingColumn.sortingField),
            descending: detail.isDescending ?? false,
          })
        }
        label="Images"
        selectionLabels={{
          selectionGroupLabel: 'Images to replicate',
          allItemsSelectionLabel: () => 'Select all images on this page',
          itemSelectionLabel: (_, image) => `Select ${getName(image)}`,
        }}
        title={title}
        count={list.data?.length}
        actions={
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            {tools}
            <RefreshButton
              what="images"
              updatedAt={list.dataUpdatedAt}
              busy={list.isFetching}
              onRefresh={refresh}
            />
          </SpaceBetween>
        }
        search={{
          label: 'Filter images',
          placeholder: 'Filter by tag or digest',
          text: filter,
          onChange: changeFilter,
          matches: rows.length,
        }}
        pages={{ ...pages, what: 'Images' }}
        empty={
          <EmptyState title="No images">
            Nothing has been pushed to {repository.repositoryName} yet.
          </EmptyState>
        }
      />
    </div>
  );
}
