import type { Batch, BatchRow, PlanSummary } from '../../../shared/models/batch.ts';

/** A row with a key that is unique in the batch. */
export interface NumberedRow extends BatchRow {
  readonly key: string;
}

export const listPlans = ({ state }: BatchRow): readonly PlanSummary[] =>
  state.kind === 'planned' ? state.plans : [];

/** The sort rank of a row: failed, blocked, with warnings, ready, and without selected tags. */
function rank(row: BatchRow): number {
  if (row.state.kind === 'failed') return 0;
  if (row.state.kind === 'nothing-picked') return 4;
  const plans = listPlans(row);
  if (plans.some(({ blockers }) => blockers.length > 0)) return 1;
  if (plans.some(({ warnings, tags, blocked }) => warnings.length > 0 || tags.move > 0 || blocked.length > 0))
    return 2;
  return 3;
}

/** The rows by rank, or in the order of the request during planning, so that rows do not move while they are read. */
export function orderedRows({ rows, state }: Batch): readonly NumberedRow[] {
  const numbered = rows.map((row, index) => ({
    ...row,
    key: `${index} ${row.sourceRepository}`,
  }));
  return state.kind === 'working' ? numbered : numbered.toSorted((a, b) => rank(a) - rank(b));
}

export interface BatchNumbers {
  /** Planned repositories without blockers. */
  readonly planned: number;
  /** Planned repositories that are created. */
  readonly creates: number;
  /** Repositories with blockers, or whose planning failed. */
  readonly blocked: number;
  /** Rows whose planning is finished. */
  readonly finished: number;
  /** Plans without blockers. */
  readonly startable: number;
  readonly tags: { readonly create: number; readonly move: number; readonly unchanged: number };
  /** PutImage calls of the plans without blockers. */
  readonly putImageCalls: number;
  /** The totals of the plans without blockers; sizes in bytes. */
  readonly replicated: {
    readonly images: number;
    readonly alreadyAtDestination: number;
    readonly toTransfer: number;
  };
}

/** The totals of a batch. */
export function batchNumbers({ rows, totals }: Batch): BatchNumbers {
  const all = rows.flatMap(listPlans);
  const plans = all.filter(({ blockers }) => blockers.length === 0);
  const sum = (kind: 'create' | 'move' | 'unchanged'): number =>
    plans.reduce((total, { tags }) => total + tags[kind], 0);
  const isBlocked = (row: BatchRow): boolean =>
    row.state.kind === 'failed' || listPlans(row).some(({ blockers }) => blockers.length > 0);
  return {
    planned: rows.filter((row) => row.state.kind === 'planned' && !isBlocked(row)).length,
    creates: new Set(
      rows
        .filter((row) => !isBlocked(row) && listPlans(row).some(({ creates }) => creates))
        .map(({ destinationRepository }) => destinationRepository),
    ).size,
    blocked: rows.filter(isBlocked).length,
    finished: rows.filter(({ state: { kind } }) => !['waiting', 'listing', 'planning'].includes(kind)).length,
    startable: plans.length,
    tags: { create: sum('create'), move: sum('move'), unchanged: sum('unchanged') },
    putImageCalls: plans.reduce((total, { putImageCalls }) => total + putImageCalls, 0),
    replicated:
      plans.length === all.length
        ? {
            images: totals.images,
            alreadyAtDestination: totals.bytes.alreadyAtDestination,
            toTransfer: totals.bytes.toTransfer,
          }
        : {
            images: plans.reduce((total, { images }) => total + images, 0),
            alreadyAtDestination: plans.reduce((total, { bytes }) => total + bytes.alreadyAtDestination, 0),
            toTransfer: plans.reduce((total, { bytes }) => total + bytes.toTransfer, 0),
          },
  };
}
