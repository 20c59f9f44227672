import { formatCount } from '../../../shared/format/counts.ts';
import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import { toErrorData } from '../../engine/errors/to-error-data.ts';
import type { Plans, PreparedPlan } from '../../engine/plan/plan-store.ts';
import {
  collectArchived,
  startRestore,
  collectRestoring,
  waitUntilRestored,
} from '../../engine/plan/restore-archived.ts';
import type { Output } from '../terminal/context.ts';
import { describeError } from '../text/describe-error.ts';

/** An index, what it names and what is attached to it may each be archived: a level is known once that above is restored. */
const maxLevels = 5;

interface RestorePorts {
  readonly create: Plans['create'];
  /** Called before anything is restored, which changes the source. */
  readonly onRestore: (plan: Plan) => void;
  readonly stderr: Output;
  readonly signal: AbortSignal;
}

/**
 * Restores what is archived of the images of a request, waits until ECR has restored it, and plans again, until nothing
 * is archived. What ECR does not restore stays a blocker of its image.
 */
export async function restoreAndPlan(
  request: ReplicationRequest,
  { create, onRestore, stderr, signal }: RestorePorts,
): Promise<PreparedPlan> {
  const tried = new Set<string>();
  let prepared = await create(request);
  for (let level = 1; level <= maxLevels; level += 1) {
    const { plan, inputs } = prepared;
    const { handle } = inputs.source;
    const archived = collectArchived(plan).filter((each) => !tried.has(each));
    const restoring = collectRestoring(plan).filter((each) => !tried.has(each));
    if (archived.length + restoring.length === 0) break;
    if (tried.size === 0) onRestore(plan);
    for (const each of [...archived, ...restoring]) tried.add(each);
    stderr.write(
      `${handle.name}: restoring ${formatCount(archived.length + restoring.length, 'archived manifest')}; ECR takes minutes for it\n`,
    );
    try {
      await startRestore(handle, archived, signal);
      await waitUntilRestored(handle, [...archived, ...restoring], { signal });
    } catch (error) {
      signal.throwIfAborted();
      stderr.write(`warning: not restored: ${describeError(toErrorData(error))}\n`);
    }
    prepared = await create(request);
  }
  return prepared;
}
