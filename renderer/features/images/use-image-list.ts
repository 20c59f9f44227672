import { useDeferredValue, useState } from 'react';
import type { ImageFilter } from '../../../shared/models/image-filter.ts';
import { isImageFilterEmpty, noImageFilter } from '../../../shared/models/image-filter.ts';
import type { ImageSort, ImageView, UntaggedRole } from '../../../shared/models/image-query.ts';
import { imageSortColumns, imageViews } from '../../../shared/models/image-query.ts';
import type { TableView } from '../../../shared/models/table-view.ts';
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
const filterView = ({ profile, region, registryId, repositoryName }: RepositorySelection): string =>
  // The end of a name that is too long for the settings is that of the repository.
  ['images', profile, region, registryId, repositoryName].filter(Boolean).join(' ').slice(-300);

/** A digest can be that of an untagged manifest. */
const initialView = (find: string, { shown }: TableView): ImageView =>
  find.startsWith('sha256:') ? 'all' : (imageViews.find((each) => each === shown) ?? 'tagged');

/**
 * The rows of a repository's images as the user filters, sorts and pages them.
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
  const [role, setRole] = useState<UntaggedRole>();
  const [sort, setSort] = useState(() => savedSort(saved));
  const [page, setPage] = useState(1);
  const query: PageQuery = { view, role, filter: useDeferredValue(filter), sort, page, pageSize };
  const list = useImagePage(repository, query);
  const matching = list.data?.matching ?? 0;

  return {
    ...list,
    query,
    filter,
    view,
    role,
    sort,
    matching,
    pages: {
      page: list.data?.page ?? page,
      pageSize,
      pageCount: Math.max(1, Math.ceil(matching / pageSize)),
      setPage,
    },
    changeFilter: (next: ImageFilter): void => {
      setFilter(next);
      setPage(1);
    },
    changeView: (next: ImageView, nextRole?: UntaggedRole): void => {
      setView(next);
      setRole(nextRole);
      setPage(1);
      if (next !== view) onView({ shown: next });
    },
    sortBy: (column: string | undefined, descending: boolean): void => {
      const next = savedSort({ sortedBy: { column: column ?? '', descending } });
      setSort(next);
      onView({ sortedBy: next });
    },
  };
}
