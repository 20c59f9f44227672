import { expect, test } from 'vitest';
import type { BatchRow, PlanSummary } from '../../../shared/models/batch.ts';
import { batch } from '../../testing/sample-workspace.ts';
import { describeState } from './batch-state.ts';

const error = { code: 'tag-immutable', message: 'The tag cannot be moved.', retryable: false } as const;
const blocked = [{ digest: 'sha256:1', sourceTags: ['1.0'], error }];

/** The row of a plan with these differences. */
function planned(more: Partial<PlanSummary>): BatchRow {
  const [row] = batch.rows;
  if (row?.state.kind !== 'planned') throw new Error('No planned row');
  return { ...row, state: { kind: 'planned', plans: row.state.plans.map((plan) => ({ ...plan, ...more })) } };
}

test.each([
  [{}, 'success', 'Ready'],
  [{ creates: true }, 'success', 'Will be created'],
  [{ blocked }, 'warning', 'Ready'],
  [{ blocked, blockers: [error] }, 'error', 'Blocked'],
])('a plan with %j is shown as %s', (more, type, text) =>
  expect(describeState(planned(more))).toEqual({ type, text }),
);
