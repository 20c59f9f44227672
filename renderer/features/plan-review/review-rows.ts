import type { Plan } from '../../../shared/models/plan.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import type { Pick } from '../../models/picks.ts';
import type { TagConflict } from './list-conflicts.ts';

/** Which images of a replication the table shows. */
export type RowFilter = 'all' | 'conflicts' | 'blocked';

/** The images with a tag conflict, and those that cannot be copied, by digest. */
export interface MarkedImages {
  readonly conflicts: ReadonlySet<string>;
  readonly blocked: ReadonlySet<string>;
}

export const markImages = (
  plan: { readonly images: Plan['images'] } | undefined,
  conflicts: readonly TagConflict[],
): MarkedImages => ({
  conflicts: new Set(conflicts.map(({ digest }) => digest)),
  blocked: new Set(plan?.images.filter(isBlocked).map(({ digest }) => digest)),
});

/** The filter that applies: all images when no image has what is filtered for, so that the table is not empty. */
export const effectiveFilter = (filter: RowFilter, marked: MarkedImages): RowFilter =>
  filter === 'all' || marked[filter].size > 0 ? filter : 'all';

export const filterRows = (rows: readonly Pick[], filter: RowFilter, marked: MarkedImages): readonly Pick[] =>
  filter === 'all' ? rows : rows.filter(({ image }) => marked[filter].has(image.digest));
