import type { Plan } from '../../../shared/models/plan.ts';
import { findRefusals } from '../../../shared/models/plan.ts';
import { findPartition } from '../../../shared/models/reference.ts';
import { EngineError } from '../errors/engine-error.ts';

/**
 * Makes sure that plans can run in the user's account.
 *
 * @throws EngineError the first blocker of a plan, or `invalid-input` between partitions of AWS.
 */
export function assertExportable(plans: readonly Plan[]): void {
  for (const plan of plans) {
    const [blocker] = findRefusals(plan);
    if (blocker) throw new EngineError(blocker);
    const { source, destination } = plan;
    if (findPartition(source.region) !== findPartition(destination.region))
      throw new EngineError({
        code: 'invalid-input',
        message: `${source.region} and ${destination.region} are in different partitions of AWS, and no role can act in both. Copy from this computer, with a profile for each side. Nothing was written.`,
        retryable: false,
      });
  }
}
