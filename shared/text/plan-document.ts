import type { Plan } from '../models/plan.ts';
import type { PreflightReport } from '../models/preflight.ts';

/** A plan as JSON, as `plan --json` prints it and the window saves it. Later versions only add properties. */
interface PlanDocument extends Plan {
  readonly version: 1;
  /** The name of `uploadStrategy` in earlier versions. */
  readonly way: Plan['uploadStrategy'];
  /** The permission checks; absent in a file that the window saved. */
  readonly preflight?: PreflightReport['checks'];
}

/** The document of a plan. Without permission checks it has none, which differs from checks that were not needed. */
export const toPlanDocument = (plan: Plan, preflight?: PreflightReport['checks']): PlanDocument => ({
  version: 1,
  ...plan,
  way: plan.uploadStrategy,
  ...(preflight && { preflight }),
});

/** The suggested name of the file of a plan: `plan-team-api-6f1c2f8e.json`. */
export const planFileName = ({ id, destination }: Pick<Plan, 'id' | 'destination'>): string =>
  `plan-${destination.repository.name.replaceAll('/', '-')}-${id.slice(0, 8)}.json`;
