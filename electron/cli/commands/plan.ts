import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import type { CliContext } from '../context.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { unlessInterrupted } from '../interruption.ts';
import { withMfaCodes } from '../mfa-codes.ts';
import type { ReplicationCommandOptions } from '../options/replication-options.ts';
import { openRoute } from '../replication/open-route.ts';
import { makeRequests } from '../replication/requests.ts';
import { announceImages } from '../replication/announce-images.ts';
import { describePlan } from '../words/describe-plan.ts';
import { jsonLines } from '../words/table.ts';

/** `plan`: says what `replicate` would do. Fails when something stands in the way; writes nothing. */
export async function planCommand(
  options: ReplicationCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { stdout, stderr, signal } = context;
  const route = await openRoute(options, context);
  const asking = <T>(work: () => Promise<T>): Promise<T> =>
    unlessInterrupted(signal, withMfaCodes(route.access, context, work));
  const requests = await asking(() => makeRequests(options, route, signal));
  announceImages(options, requests, stderr);

  const plans: Plan[] = [];
  for (const request of requests) plans.push(await plan(request));
  stdout.write(options.json ? jsonLines(plans) : plans.map(describePlan).join('\n'));
  return plans.some(({ obstacles }) => obstacles.length > 0) ? exitCodes.failure : exitCodes.success;

  async function plan(request: ReplicationRequest): Promise<Plan> {
    return (await asking(() => route.plans.create(request))).plan;
  }
}
