import type { PreflightCheck, PreflightReport } from '../../../shared/models/preflight.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { PreparedPlan } from '../plan/plan-store.ts';
import type { Check, PreflightInput } from './check.ts';
import { destinationChecks } from './destination-checks.ts';
import { sourceChecks } from './source-checks.ts';

type Outcome = PreflightCheck['outcome'];

/** The outcome of a check, and whether the checks after it can run. */
interface FinishedCheck {
  readonly outcome: Outcome;
  readonly canContinue: boolean;
}

const skipped: Outcome = { kind: 'skipped' };

async function runCheck(check: Check, subject: PreflightInput): Promise<FinishedCheck> {
  try {
    return { outcome: { kind: await check.attempt(subject) }, canContinue: true };
  } catch (thrown) {
    const error = toErrorData(thrown);
    if (check.isOptional?.(subject.prepared.plan, error))
      return { outcome: { kind: 'optional', error }, canContinue: true };
    // After a denied permission the checks continue, so that one run reports all denied permissions.
    const canContinue = check.permission !== undefined && error.code === 'access-denied';
    return { outcome: { kind: 'failed', error }, canContinue };
  }
}

const createKey = ({ side, step }: Pick<Check, 'side' | 'step'>): string => `${side} ${step}`;

/** Starts each check as soon as the checks before it have ended. */
function startChecks(checks: readonly Check[], subject: PreflightInput): readonly Promise<FinishedCheck>[] {
  const started = new Map<string, Promise<FinishedCheck>>();
  const start = async (check: Check): Promise<FinishedCheck> => {
    const previous = await Promise.all(
      check.after.flatMap((step) => started.get(createKey({ side: check.side, step })) ?? []),
    );
    const canContinue = previous.every((ended) => ended.canContinue);
    if (!canContinue) return { outcome: skipped, canContinue };
    return check.applies(subject.prepared.plan)
      ? runCheck(check, subject)
      : { outcome: skipped, canContinue };
  };
  return checks.map((check) => {
    const ended = start(check);
    started.set(createKey(check), ended);
    return ended;
  });
}

/**
 * Tests the requirements of a plan on both sides at the same time, and reports everything that is missing. It leaves no
 * visible trace in the registries, and uses the same connections as the copy.
 *
 * @returns every check, those of the source first. A failed check does not reject.
 */
export async function runPreflight(access: AwsAccess, prepared: PreparedPlan): Promise<PreflightReport> {
  const { plan } = prepared;
  const subject: PreflightInput = {
    prepared,
    identities: {
      source: access.identify(plan.request.source, 'source'),
      destination: access.identify(plan.request.destination, 'destination'),
    },
  };
  const checks = [...sourceChecks, ...destinationChecks];
  const ended = await Promise.all(startChecks(checks, subject));
  return {
    planId: plan.id,
    checks: checks.map(({ side, step, permission }, index) => ({
      side,
      step,
      permission,
      outcome: ended[index]?.outcome ?? skipped,
    })),
  };
}
