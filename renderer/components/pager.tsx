import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import styles from './pager.module.css';

interface Props {
  /** The rows in the accessible names: `Images` in "Images per page". */
  readonly what: string;
  /** From 1. */
  readonly page: number;
  readonly pageCount: number;
  readonly setPage: (page: number) => void;
  readonly pageSize?: number;
  /** Changes the page size; absent where it is fixed. */
  readonly onPageSize?: (pageSize: number) => void;
}

const options = [25, 50, 100].map((size) => ({ value: String(size), label: `${size} per page` }));

/** Pagination with an optional choice of the page size; renders nothing for a single page without that choice. */
export function Pager({ what, page, pageCount, setPage, pageSize, onPageSize }: Props) {
  if (!onPageSize && pageCount === 1) return null;
  return (
    <div className={styles.pager}>
      {onPageSize && (
        <div className={styles.size}>
          <Select
            ariaLabel={`${what} per page`}
            options={options}
            selectedOption={{ value: String(pageSize), label: `${pageSize} per page` }}
            onChange={({ detail }) => onPageSize(Number(detail.selectedOption.value))}
          />
        </div>
      )}
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
    </div>
  );
}
