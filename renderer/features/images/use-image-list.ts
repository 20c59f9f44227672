import { startTransition, useDeferredValue, useMemo, useState } from 'react';
import type { ImageFilter } from '../../../shared/models/image-filter.ts';
import { isImageFilterEmpty, noImageFilter } from '../../../shared/models/image-filter.ts';
import type { ImageSort, ImageView, UntaggedRole } from '../../../shared/models/image-query.ts';
import { imageSortColumns, imageViews, untaggedRoles } from '../../../shared/models/image-query.ts';
import { registryKey } from '../../../shared/models/registry.ts';
import type { TableView } from '../../../shared/models/table-view.ts';
import { useLatestCallback } from '../../components/use-latest-callback.ts';
import { usePersisted } from '../../components/use-persisted.ts';
import { useTableView } from '../../components/table-views.ts';
import type { PageQuery, RepositorySelection } from './api.ts';
import { useImagePage } from './api.ts';
import { withTypedToken } from './filter/read-query.ts';

/** The sorting of a saved view; by push time for a column that does not exist. */
const savedSort = ({ sortedBy }: TableView): ImageSort => ({
  column: imageSortColumns.find((column) => column === sortedBy?.column) ?? 'pushedAt',
  descending: sortedBy?.descending ?? true,
});

/** The view with the filter, which is saved for each repository. */
const filterView = (repository: RepositorySelection): string =>
  // The end of a name that is too long for the settings is that of the repository.
  `images ${registryKey(repository)} ${repository.repositoryName}`.slice(-300);

/** A digest can be that of an untagged manifest. */
const initialView = (find: string, { shown }: TableView): ImageView =>
  find.startsWith('sha256:') ? 'all' : (imageViews.find((each) => each === shown) ?? 'tagged');

/** Which images are listed. */
export interface ViewChange {
  readonly view: ImageView;
  /** Of untagged images. */
  readonly role?: UntaggedRole | undefined;
}

export type ImageList = ReturnType<typeof useImageList>;

/** The name of the choice of untagged images in a saved view. */
const roleChoice = 'untagged';

const savedRole = ({ choices }: TableView): UntaggedRole | undefined =>
  untaggedRoles.find((each) => each === choices?.[roleChoice]);

/**
 * The rows of a repository's images as the user filters, sorts and pages them. The list stays the same object until
 * something of it changes; new rows come with a deferred rendering, which clicks and keystrokes interrupt.
 *
 * @param find the initial filter: the tag or digest of an opened URI.
 */
export function useImageList(repository: RepositorySelection, find: string) {
  const [saved, onView] = useTableView('images');
  const [{ imageFilter = noImageFilter }, onFilter] = useTableView(filterView(repository));
  const { pageSize = 25 } = saved;
  const [filter, setFilter] = usePersisted<ImageFilter>(
    find === '' ? imageFilter : { ...noImageFilter, tokens: [{ operator: ':', value: find }] },
    // A text is displayed only where it was typed.
    (next) => onFilter({ imageFilter: isImageFilterEmpty(next) ? undefined : withTypedToken(next) }),
  );
  const [view, setView] = useState<ImageView>(() => initialView(find, saved));
  const [role, setRole] = useState(() => (view === 'untagged' ? savedRole(saved) : undefined));
  const [sort, setSort] = useState(() => savedSort(saved));
  const [page, setPage] = useState(1);
  const wanted = useDeferredValue(filter);
  const query = useMemo<PageQuery>(
    () => ({ view, role, filter: wanted, sort, page, pageSize }),
    [view, role, wanted, sort, page, pageSize],
  );
  const list = useDeferredValue(useImagePage(repository, query));

  const changeFilter = useLatestCallback((next: ImageFilter): void => {
    setFilter(next);
    setPage(1);
  });
  const changeView = useLatestCallback((next: ViewChange): void => {
    setView(next.view);
    setRole(next.role);
    setPage(1);
    onView({ shown: next.view, choices: next.role && { [roleChoice]: next.role } });
  });
  const sortBy = useLatestCallback((sortedBy: TableView['sortedBy']): void => {
    const next = savedSort({ sortedBy });
    startTransition(() => setSort(next));
    onView({ sortedBy: next });
  });

  return useMemo(() => {
    const matching = list.data?.matching ?? 0;
    return {
      ...list,
      query,
      filter,
      matching,
      pages: {
        page: list.data?.page ?? query.page,
        pageSize: query.pageSize,
        pageCount: Math.max(1, Math.ceil(matching / query.pageSize)),
        setPage,
      },
      changeFilter,
      changeView,
      sortBy,
    };
  }, [list, query, filter, changeFilter, changeView, sortBy]);
}
