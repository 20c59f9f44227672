import Pagination from '@cloudscape-design/components/pagination';

interface Props {
  /** The rows in the accessible names: `Images` in "Pages of images". */
  readonly what: string;
  /** From 1. */
  readonly page: number;
  readonly pageCount: number;
  readonly setPage: (page: number) => void;
}

/** Pagination, also of a single page. */
export function Pager({ what, page, pageCount, setPage }: Props) {
  return (
    <Pagination
      currentPageIndex={page}
      pagesCount={pageCount}
      onChange={({ detail }) => setPage(detail.currentPageIndex)}
      ariaLabels={{
        paginationLabel: `Pages of ${what.toLowerCase()}`,
        previousPageLabel: 'Previous page',
        nextPageLabel: 'Next page',
        pageLabel: (number) => `Page ${number}`,
      }}
    />
  );
}
