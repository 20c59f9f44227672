import { useMemo } from 'react';
import type { Plan } from '../../../shared/models/plan.ts';
import { useTablePages } from '../../components/table-views.ts';
import type { Picks } from '../../models/picks.ts';
import { reviewColumns } from './review-columns.tsx';
import { ResourceTable } from '../../components/resource-table.tsx';

interface Props {
  readonly picks: Picks;
  readonly plan: Plan | undefined;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
}

/** The selected images with their destination tags, which can be edited. */
export function ReviewTable({ picks, plan, onPicks }: Props) {
  const rows = useMemo(() => [...picks.values()], [picks]);
  const planned = useMemo(() => new Map(plan?.images.map((image) => [image.digest, image])), [plan]);
  const pages = useTablePages('review', rows);

  const columns = reviewColumns({ planned, plan, onPicks, canLeaveOut: rows.length > 1 });

  return (
    <ResourceTable
      name="review"
      cellVerticalAlign="top"
      items={pages.items}
      trackBy={({ image }) => image.digest}
      label="Images to replicate"
      title="Images and tags"
      count={rows.length}
      pages={{ ...pages, what: 'Images to replicate' }}
      columnDefinitions={columns}
    />
  );
}
