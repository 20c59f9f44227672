import type { Batch, BatchRow, PlanSummary } from '../../../shared/models/batch.ts';

/** A row with its place in the request. */
export interface NumberedRow extends BatchRow {
  readonly key: string;
}

export const plansOf = ({ state }: BatchRow): readonly PlanSummary[] =>
  state.kind === 'planned' ? state.plans : [];

/** What wants to be read first stands first: what does not go, what one is warned of, the rest, and what has nothing to do. */
function rank(row: BatchRow): number {
  if (row.state.kind === 'failed') return 0;
  if (row.state.kind === 'nothing-picked') return 4;
  const plans = plansOf(row);
  if (plans.some(({ obstacles }) => obstacles.length > 0)) return 1;
  if (plans.some(({ warnings, tags, blocked }) => warnings.length > 0 || tags.move > 0 || blocked.length > 0))
    return 2;
  return 3;
}

/** The rows as they are read; in their own order while they are still being planned, as rows that jump cannot be read. */
export function orderedRows({ rows, state }: Batch): readonly NumberedRow[] {
  const numbered = rows.map((row, index) => ({
    ...row,
    key: `${index} ${row.sourceRepository}`,
  }));
  return state.kind === 'working' ? numbered : numbered.toSorted((a, b) => rank(a) - rank(b));
}

export interface BatchNumbers {
  /** Repositories that are planned and have nothing in their way. */
  readonly planned: number;
  /** Of them, those that are created. */
  readonly creates: number;
  /** Repositories with something in the way, or that could not be planned. */
  readonly blocked: number;
  /** Rows that wait no more. */
  readonly ended: number;
  /** Plans that can be started. */
  readonly sound: number;
  readonly tags: { readonly create: number; readonly move: number; readonly unchanged: number };
  /** What is replicated: without the plans that have something in their way. Bytes. */
  readonly going: { readonly images: number; readonly alreadyThere: number; readonly toMove: number };
}

/** The whole in numbers. */
export function batchNumbers({ rows, totals }: Batch): BatchNumbers {
  const all = rows.flatMap(plansOf);
  const plans = all.filter(({ obstacles }) => obstacles.length === 0);
  const sum = (kind: 'create' | 'move' | 'unchanged'): number =>
    plans.reduce((total, { tags }) => total + tags[kind], 0);
  const isBlocked = (row: BatchRow): boolean =>
    row.state.kind === 'failed' || plansOf(row).some(({ obstacles }) => obstacles.length > 0);
  return {
    planned: rows.filter((row) => row.state.kind === 'planned' && !isBlocked(row)).length,
    creates: new Set(
      rows
        .filter((row) => !isBlocked(row) && plansOf(row).some(({ creates }) => creates))
        .map(({ destinationRepository }) => destinationRepository),
    ).size,
    blocked: rows.filter(isBlocked).length,
    ended: rows.filter(({ state: { kind } }) => !['waiting', 'listing', 'planning'].includes(kind)).length,
    sound: plans.length,
    tags: { create: sum('create'), move: sum('move'), unchanged: sum('unchanged') },
    going:
      plans.length === all.length
        ? { images: totals.images, alreadyThere: totals.bytes.alreadyThere, toMove: totals.bytes.toMove }
        : {
            images: plans.reduce((total, { images }) => total + images, 0),
            alreadyThere: plans.reduce((total, { bytes }) => total + bytes.alreadyThere, 0),
            toMove: plans.reduce((total, { bytes }) => total + bytes.toMove, 0),
          },
  };
}
