import { InfoLink } from '../../components/info-link.tsx';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useMemo } from 'react';
import { formatNumber } from '../../../shared/format/counts.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import type { Picks } from '../../models/picks.ts';
import { addTags } from '../../models/picks.ts';
import { ConflictButtons } from './conflict-buttons.tsx';
import type { TagConflict } from './list-conflicts.ts';
import { skipTags } from './list-conflicts.ts';
import type { Overwrites } from './overwrites.ts';
import { isOverwriteConfirmed, withOverwrites, withoutOverwrite } from './overwrites.ts';
import { reviewColumns } from './review-columns.tsx';
import type { RowFilter } from './review-rows.ts';
import { effectiveFilter, filterRows, markImages } from './review-rows.ts';
import { ResourceTable } from '../../components/resource-table.tsx';
import type { ConflictActions } from './tag-conflict-item.tsx';
import { useTableRows } from '../../components/use-table-rows.ts';

interface Props {
  readonly picks: Picks;
  /** Undefined while it is being created. */
  readonly plan: Plan | undefined;
  /** The latest plan, whose conflicts are shown until the next one is created. */
  readonly latest: Plan | undefined;
  readonly conflicts: readonly TagConflict[];
  readonly overwrites: Overwrites;
  readonly onOverwrites: (overwrites: Overwrites) => void;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
  readonly onPicks: (change: (picks: Picks) => Picks) => void;
}

const isRowFilter = (id: string): id is RowFilter => id === 'all' || id === 'conflicts' || id === 'blocked';

/** The selected images with their destination tags, which can be edited, and the conflicts of these tags. */
export function ReviewTable({
  picks,
  plan,
  latest,
  conflicts,
  overwrites,
  onOverwrites,
  filter,
  onFilter,
  onPicks,
}: Props) {
  const planned = useMemo(() => new Map(latest?.images.map((image) => [image.digest, image])), [latest]);
  const marked = useMemo(() => markImages(latest, conflicts), [latest, conflicts]);
  const shown = effectiveFilter(filter, marked);
  const rows = useMemo(() => filterRows([...picks.values()], shown, marked), [picks, shown, marked]);
  const conflictActions: ConflictActions = {
    isConfirmed: (conflict) => isOverwriteConfirmed(overwrites, conflict),
    onOverwrite: (conflict, isConfirmed) =>
      onOverwrites(
        isConfirmed ? withOverwrites(overwrites, [conflict]) : withoutOverwrite(overwrites, conflict),
      ),
    onRename: (conflict, tags) =>
      onPicks((current) => addTags(skipTags(current, [conflict]), conflict.digest, tags)),
    onSkip: (conflict) => onPicks((current) => skipTags(current, [conflict])),
  };
  const columns = reviewColumns({
    planned,
    plan,
    onPicks,
    conflictActions,
    canLeaveOut: picks.size > 1,
  });
  const table = useTableRows('review', rows, columns, { what: 'Images to replicate', pageSize: 10 });
  const offered = [
    { id: 'all', text: `All (${formatNumber(picks.size)})` },
    ...(conflicts.length > 0
      ? [{ id: 'conflicts', text: `Conflicts (${formatNumber(conflicts.length)})` }]
      : []),
    ...(marked.blocked.size > 0
      ? [{ id: 'blocked', text: `Cannot be copied (${formatNumber(marked.blocked.size)})` }]
      : []),
  ];

  return (
    <ResourceTable
      {...table}
      cellVerticalAlign="top"
      trackBy={({ image }) => image.digest}
      label="Images to replicate"
      title="Images and tags"
      info={<InfoLink topic="review" section="conflicts" about="images and tags" />}
      count={picks.size}
      actions={
        latest && (
          <ConflictButtons
            conflicts={conflicts}
            overwrites={overwrites}
            onOverwrites={onOverwrites}
            picks={picks}
            onPicks={onPicks}
            plan={latest}
          />
        )
      }
      {...(offered.length > 1 && {
        filter: (
          <SegmentedControl
            label="Images to show"
            options={offered}
            selectedId={shown}
            onChange={({ detail }) => isRowFilter(detail.selectedId) && onFilter(detail.selectedId)}
          />
        ),
      })}
    />
  );
}
