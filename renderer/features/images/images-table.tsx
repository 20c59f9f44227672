import { InfoLink } from '../../components/info-link.tsx';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { memo, useMemo } from 'react';
import { hasPlatformCondition } from '../../../shared/images/platform-condition.ts';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { ImageSummary } from '../../../shared/models/image.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import type { ErrorActions } from '../../components/error-actions.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { RefreshButton } from '../../components/refresh-button.tsx';
import { ResourceTable } from '../../components/resource-table.tsx';
import type { Picks } from '../../models/picks.ts';
import { pickOnPage, toggleTag } from '../../models/picks.ts';
import type { ImageFilter } from '../../../shared/models/image-filter.ts';
import { filterProperties, isImageFilterEmpty, noImageFilter } from '../../../shared/models/image-filter.ts';
import type { RepositorySelection } from './api.ts';
import { usePlatforms } from './api.ts';
import { ImageFilterField } from './filter/image-filter-field.tsx';
import { imageColumns, isSelectable } from './image-columns.tsx';
import { nameOfRow, toImageRow } from './image-row.ts';
import { ImagesEmpty } from './images-empty.tsx';
import styles from './images-table.module.css';
import { MembersNote } from './members-note.tsx';
import { PlatformsNote } from './platforms-note.tsx';
import { rowKeys } from './row-keys.ts';
import { SelectAll } from './select-all.tsx';
import { TypedImages } from './typed-images.tsx';
import type { ImageList } from './use-image-list.ts';
import { useImageList } from './use-image-list.ts';
import { ImageUseNote } from './image-use-note.tsx';
import { useImageUse } from './use-image-use.ts';
import { useOpenRows } from './use-open-rows.tsx';
import { ViewChoice } from './view-choice.tsx';

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

/** The text that tags contain: a typed one, or the first one that is a condition. */
const getText = ({ text = '', tokens }: ImageFilter): string => {
  const value = tokens.find(({ propertyKey = 'tag' }) => propertyKey === 'tag')?.value;
  return text !== '' || typeof value !== 'string' ? text : value;
};

/** The images of one repository; images and single tags can be selected. */
export function ImagesTable(props: Props) {
  return <ListedImages {...props} list={useImageList(props.repository, props.find)} />;
}

/** Renders again only for what it shows: rows that arrive are first given to a deferred rendering (`useImageList`). */
const ListedImages = memo(function ListedImages({
  list,
  title,
  repository,
  picks,
  onPicks,
  actions,
  find,
  tools,
  onDetails,
  onDrag,
}: Props & { readonly list: ImageList }) {
  const { data, filter, query } = list;
  const { view, role, sort } = query;
  const rows = useMemo(() => (data?.rows ?? []).map(toImageRow), [data]);
  const images = data?.rows ?? [];
  const platforms = usePlatforms(
    repository,
    images.filter(({ kind }) => kind === 'index').map(({ digest }) => digest),
  );
  const filtersPlatforms = hasPlatformCondition(query.filter);
  const openRows = useOpenRows(repository, list.listedSince, rows);

  const use = useImageUse(repository, list.listedSince, rows, openRows);

  const columns = useMemo(
    () =>
      imageColumns({
        picks,
        platforms,
        uses: use.byDigest,
        filter: getText(query.filter),
        onToggleTag: (image, tag) => onPicks((current) => toggleTag(current, image, tag)),
        onDetails,
        onDrag,
      }),
    [picks, platforms, use.byDigest, query.filter, onPicks, onDetails, onDrag],
  );

  const keys = rowKeys((digest) => {
    const image = images.find((each) => each.digest === digest);
    if (image) onDetails(image);
  });

  if (list.error) {
    const error = toErrorData(list.error);
    const isDenied = error.code === 'access-denied';
    return (
      <SpaceBetween size="s">
        {isDenied && (
          <TypedImages
            title={title}
            repository={repository}
            picks={picks}
            onPicks={onPicks}
            deniedAction={error.denied?.action ?? 'ecr:DescribeImages'}
            find={find}
          />
        )}
        <ErrorAlert
          error={error}
          type={isDenied ? 'info' : 'error'}
          actions={{ retry: list.refresh, ...actions }}
        />
      </SpaceBetween>
    );
  }
  const selected = rows.filter(({ id }) => picks.has(id));
  const selectable = rows.filter(isSelectable);
  const isPageSelected = selectable.length > 0 && selectable.every(({ id }) => picks.has(id));
  return (
    <div onKeyDown={keys}>
      <ResourceTable
        {...openRows}
        name="images"
        selectionType="multi"
        items={rows}
        selectedItems={selected}
        onSelectionChange={({ detail }) => {
          const chosen = new Set(detail.selectedItems.map(({ id }) => id));
          onPicks((current) => pickOnPage(current, images, chosen));
        }}
        isItemDisabled={(row) => !isSelectable(row)}
        columnDefinitions={columns}
        trackBy="id"
        loading={list.isPending || (rows.length === 0 && data?.isComplete === false)}
        loadingText="Loading images"
        sortingColumn={{ sortingField: sort.column }}
        sortingDescending={sort.descending}
        onSortingChange={({ detail }) =>
          list.sortBy({
            column: detail.sortingColumn.sortingField ?? '',
            descending: detail.isDescending ?? false,
          })
        }
        label="Images"
        info={<InfoLink topic="choose" section="filter" about="images" />}
        selectionLabels={{
          selectionGroupLabel: 'Images to replicate',
          allItemsSelectionLabel: () => 'Select all images on this page',
          itemSelectionLabel: (_, row) => `Select ${nameOfRow(row)}`,
          expandButtonLabel: (row) => `Show what belongs to ${nameOfRow(row)}`,
          collapseButtonLabel: (row) => `Hide what belongs to ${nameOfRow(row)}`,
        }}
        title={title}
        count={data?.totals[view]}
        actions={
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            {tools}
            <RefreshButton
              what="images"
              updatedAt={data?.listedAt ?? 0}
              busy={list.isListing}
              onRefresh={list.refresh}
            />
          </SpaceBetween>
        }
        filter={
          <div className={styles.filters}>
            <div className={styles.filterLine}>
              <ImageFilterField
                filter={filter}
                onChange={list.changeFilter}
                properties={filterProperties}
                countText={formatCount(list.matching, 'match', 'matches')}
              />
              <ViewChoice view={view} role={role} page={data} onChange={list.changeView} />
            </div>
            {data?.isComplete === false && (
              <StatusIndicator type="loading">
                Loading images: {formatNumber(data.totals.all)} so far
              </StatusIndicator>
            )}
            {data && view !== 'tagged' && !filtersPlatforms && <MembersNote members={data.members} />}
            {data && filtersPlatforms && (
              <PlatformsNote members={data.members} unknown={data.unknownPlatforms} />
            )}
            <ImageUseNote state={use.state} />
            {isPageSelected && list.matching > rows.length && (
              <SelectAll
                repository={repository}
                listedSince={list.listedSince}
                query={query}
                matching={list.matching}
                onPage={selectable.length}
                onPicks={onPicks}
              />
            )}
          </div>
        }
        pages={{ ...list.pages, what: 'Images' }}
        empty={
          data && (
            <ImagesEmpty
              repositoryName={repository.repositoryName}
              page={data}
              view={view}
              isFiltered={!isImageFilterEmpty(filter)}
              onShowAll={() => list.changeView({ view: 'all' })}
              onClearFilter={() => list.changeFilter(noImageFilter)}
            />
          )
        }
      />
    </div>
  );
});
