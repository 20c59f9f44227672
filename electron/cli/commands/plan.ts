import pLimit from 'p-limit';
import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import { isBlocked, findRefusals } from '../../../shared/models/plan.ts';
import type { PreflightReport } from '../../../shared/models/preflight.ts';
import { preflightFailures } from '../../../shared/models/preflight.ts';
import { toPlanDocument } from '../../../shared/text/plan-document.ts';
import { runPreflight } from '../../engine/preflight/run-preflight.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import { unlessInterrupted } from '../terminal/interruption.ts';
import { withMfaCodes } from '../identity/mfa-codes.ts';
import type { ReplicationCommandOptions } from '../options/replication-options.ts';
import { openRoute } from '../replication/open-route.ts';
import { makeRequests } from '../replication/requests.ts';
import { announceImages } from '../replication/announce-images.ts';
import { describePlan } from '../text/describe-plan.ts';
import { jsonLines } from '../text/json-lines.ts';

interface TriedPlan {
  readonly plan: Plan;
  /** Empty for a plan with blockers, which are reported first. */
  readonly preflight: PreflightReport['checks'];
}

/** Plans that are made at once: they wait for calls more than they compute. Each has the manifests of its images in memory. */
const concurrentPlans = 2;

const isBlockedPlan = ({ plan, preflight }: TriedPlan): boolean =>
  plan.blockers.length > 0 ||
  plan.images.some(isBlocked) ||
  preflightFailures({ checks: preflight }).length > 0;

/** `plan`: prints what `replicate` does, and checks permissions. Fails when something blocks the copy; changes nothing. */
export async function planCommand(
  options: ReplicationCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { stdout, stderr, signal } = context;
  const route = await openRoute(options, context);
  const asking = <T>(work: () => Promise<T>): Promise<T> => withMfaCodes(route.access, context, work);
  const requests = await asking(() => makeRequests(options, route, context));
  announceImages(options, requests, stderr);

  const tried = await unlessInterrupted(signal, tryAll(requests));
  stdout.write(
    options.json
      ? jsonLines(tried.map(({ plan, preflight }) => toPlanDocument(plan, preflight)))
      : tried.map(({ plan, preflight }) => describePlan(plan, preflight)).join('\n'),
  );
  return tried.some(isBlockedPlan) ? exitCodes.failure : exitCodes.success;

  async function tryAll([first, ...others]: readonly ReplicationRequest[]): Promise<readonly TriedPlan[]> {
    if (!first) return [];
    // Alone, because it lists the repositories, and may have to ask for MFA codes.
    const firstTried = await tryPlan(first);
    const limit = pLimit(concurrentPlans);
    return [firstTried, ...(await Promise.all(others.map((request) => limit(() => tryPlan(request)))))];
  }

  async function tryPlan(request: ReplicationRequest): Promise<TriedPlan> {
    const prepared = await asking(() => route.plans.create(request, route.reads));
    const { plan } = prepared;
    if (findRefusals(plan).length > 0) return { plan, preflight: [] };
    return { plan, preflight: (await runPreflight(route.access, prepared)).checks };
  }
}
