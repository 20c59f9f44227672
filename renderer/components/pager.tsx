import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import styles from './pager.module.css';

interface Props {
  readonly what: string;
  readonly page: number;
  readonly pageCount: number;
  readonly onPage: (page: number) => void;
  readonly pageSize: number;
  readonly onPageSize: (pageSize: number) => void;
}

const options = [25, 50, 100].map((size) => ({ value: String(size), label: `${size} per page` }));

/** Pagination with a choice of the page size. */
export function Pager({ what, page, pageCount, onPage, pageSize, onPageSize }: Props) {
  const selected = { value: String(pageSize), label: `${pageSize} per page` };
  return (
    <div className={styles.pager}>
      <div className={styles.size}>
        <Select
          ariaLabel={`${what} per page`}
          options={options}
          selectedOption={selected}
          onChange={({ detail }) => onPageSize(Number(detail.selectedOption.value))}
        />
      </div>
      <Pagination
        currentPageIndex={page}
        pagesCount={pageCount}
        onChange={({ detail }) => onPage(detail.currentPageIndex)}
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
