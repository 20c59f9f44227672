import type { PreflightCheck, PreflightReport } from '../../../shared/models/preflight.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { PreparedPlan } from '../plan/plan-store.ts';
import type { Check, PreflightInput } from './check.ts';
import { destinationChecks } from './destination-checks.ts';
import { sourceChecks } from './source-checks.ts';

type Outcome = PreflightCheck['outcome'];

/** How a check ended, and whether what comes after it can be tried. */
interface FinishedCheck {
  readonly outcome: Outcome;
  readonly isOpen: boolean;
}

const skipped: Outcome = { kind: 'skipped' };

async function tryCheck(check: Check, subject: PreflightInput): Promise<FinishedCheck> {
  try {
    return { outcome: { kind: await check.attempt(subject) }, isOpen: true };
  } catch (thrown) {
    const error = toErrorData(thrown);
    if (check.isOptional?.(subject.prepared.plan, error))
      return { outcome: { kind: 'optional', error }, isOpen: true };
    // All that is denied is named at once; without credentials nothing can be.
    const isOpen = check.permission !== undefined && error.code === 'access-denied';
    return { outcome: { kind: 'failed', error }, isOpen };
  }
}

const findPlace = ({ side, step }: Pick<Check, 'side' | 'step'>): string => `${side} ${step}`;

/** Starts every check as soon as those that it comes after have ended. */
function startChecks(checks: readonly Check[], subject: PreflightInput): readonly Promise<FinishedCheck>[] {
  const started = new Map<string, Promise<FinishedCheck>>();
  const start = async (check: Check): Promise<FinishedCheck> => {
    const before = await Promise.all(
      check.after.flatMap((step) => started.get(findPlace({ side: check.side, step })) ?? []),
    );
    const isOpen = before.every((ended) => ended.isOpen);
    if (!isOpen) return { outcome: skipped, isOpen };
    return check.applies(subject.prepared.plan) ? tryCheck(check, subject) : { outcome: skipped, isOpen };
  };
  return checks.map((check) => {
    const ended = start(check);
    started.set(findPlace(check), ended);
    return ended;
  });
}

/**
 * Tries what a plan needs, on both sides at once and from cheap to dear, and names all that is missing. Nothing of it
 * is seen by others. Its calls go as the copy's would: same connections, same network.
 *
 * @returns every check, the source's first; never rejects because of one.
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
