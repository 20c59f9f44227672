import type { Plan } from '../../../shared/models/plan.ts';
import type { PreflightStep } from '../../../shared/models/preflight.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { ErrorData, Side } from '../../../shared/result.ts';
import type { PreparedPlan } from '../plan/plan-store.ts';

/** What the checks are tried on. */
export interface PreflightInput {
  readonly prepared: PreparedPlan;
  /** Who the profile of a side is now; asked once. */
  readonly identities: Readonly<Record<Side, Promise<RegistryIdentity>>>;
}

/** `untestable`: nothing was found out, and nothing is wrong. */
export type CheckResult = 'passed' | 'untestable';

/** One thing that a copy needs, and how it is tried. */
export interface Check {
  readonly side: Side;
  readonly step: PreflightStep;
  /** `ecr:PutImage` */
  readonly permission?: string;
  /** Whether the copy works in spite of this error; no error is passed over when absent. */
  readonly isOptional?: (plan: Plan, error: ErrorData) => boolean;
  /** Steps of the same side that it makes no sense without. A permission that is denied there does not stop it. */
  readonly after: readonly PreflightStep[];
  readonly applies: (plan: Plan) => boolean;
  /** @throws EngineError that says what is missing. */
  readonly attempt: (subject: PreflightInput) => Promise<CheckResult>;
}

export const appliesAlways = (): boolean => true;

/** ECR has no dry run. */
export const untestable = (): Promise<CheckResult> => Promise.resolve('untestable');

/** For a read that costs a feature where it is denied, and never the copy. */
export const isAccessDenied = (_plan: Plan, { code }: ErrorData): boolean => code === 'access-denied';
