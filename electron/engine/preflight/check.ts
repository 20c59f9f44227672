import type { Plan } from '../../../shared/models/plan.ts';
import type { PreflightStep } from '../../../shared/models/preflight.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { ErrorData, Side } from '../../../shared/models/result.ts';
import type { PreparedPlan } from '../plan/plan-store.ts';

/** The plan that the checks test, and the identities of its profiles. */
export interface PreflightInput {
  readonly prepared: PreparedPlan;
  /** The current identity of each side's profile, read once. */
  readonly identities: Readonly<Record<Side, Promise<RegistryIdentity>>>;
}

/** `untestable`: the check has no result, and no failure either. */
export type CheckResult = 'passed' | 'untestable';

/** A check of one requirement of a copy. */
export interface Check {
  readonly side: Side;
  readonly step: PreflightStep;
  /** An IAM action, such as `ecr:PutImage`. */
  readonly permission?: string;
  /** Whether the copy works in spite of this error. When absent, every error is a failure. */
  readonly isOptional?: (plan: Plan, error: ErrorData) => boolean;
  /** Steps of the same side that have to succeed first. A denied permission there does not prevent this check. */
  readonly after: readonly PreflightStep[];
  readonly applies: (plan: Plan) => boolean;
  /** @throws EngineError that says what is missing. */
  readonly attempt: (subject: PreflightInput) => Promise<CheckResult>;
}

/** For checks that every plan needs. */
export const appliesAlways = (): boolean => true;

/** For calls that ECR cannot test: it has no dry run. */
export const reportUntestable = (): Promise<CheckResult> => Promise.resolve('untestable');

/** For an optional read: when it is denied, the copy works without a feature. */
export const isAccessDenied = (_plan: Plan, { code }: ErrorData): boolean => code === 'access-denied';
