import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import type { Plan } from '../../../shared/models/plan.ts';
import { usePages } from '../../components/use-pages.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import type { Picks } from '../../models/picks.ts';
import { reviewColumns } from './review-columns.tsx';

interface Props {
  readonly picks: Picks;
  readonly plan: Plan | undefined;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
}

const pageSize = 25;

/** The selected images with their destination tags, which can be edited. */
export function ReviewTable({ picks, plan, onPicks }: Props) {
  const rows = useMemo(() => [...picks.values()], [picks]);
  const planned = useMemo(() => new Map(plan?.images.map((image) => [image.digest, image])), [plan]);
  const pages = usePages(rows, pageSize);

  const columns = reviewColumns({ planned, plan, onPicks, canLeaveOut: rows.length > 1 });

  return (
    <Table
      variant="container"
      wrapLines
      cellVerticalAlign="top"
      items={pages.items}
      trackBy={({ image }) => image.digest}
      ariaLabels={{ tableLabel: 'Images to replicate' }}
      header={
        <Header variant="h2" counter={`(${formatNumber(rows.length)})`}>
          Images and tags
        </Header>
      }
      pagination={
        pages.pageCount > 1 && (
          <Pagination
            currentPageIndex={pages.page}
            pagesCount={pages.pageCount}
            onChange={({ detail }) => pages.setPage(detail.currentPageIndex)}
          />
        )
      }
      columnDefinitions={columns}
    />
  );
}
