import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import { isBlocked, findRefusals } from '../../../shared/models/plan.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import type { Bandwidth } from '../../engine/async/bandwidth.ts';
import { createBandwidth } from '../../engine/async/bandwidth.ts';
import { toErrorData } from '../../engine/errors/to-error-data.ts';
import type { PreparedPlan } from '../../engine/plan/plan-store.ts';
import type { SharedReads } from '../../engine/plan/shared-reads.ts';
import type { UploadJournal } from '../../engine/replication/upload/upload-journal.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import { giveCode, withMfaCodes } from '../identity/mfa-codes.ts';
import type { ReplicationCommandOptions } from '../options/replication-options.ts';
import { announceImages } from '../replication/announce-images.ts';
import { assertSourceUnprotected, confirmDestination } from '../replication/confirm-destination.ts';
import { openJournal } from '../replication/open-journal.ts';
import type { Route } from '../replication/open-route.ts';
import { openRoute } from '../replication/open-route.ts';
import { makeRequests } from '../replication/requests.ts';
import { restoreAndPlan } from '../replication/restore-and-plan.ts';
import type { Outcome } from '../replication/result.ts';
import {
  interruptedError,
  joinOutcomes,
  outcomeOfPlan,
  outcomeOfReferences,
  outcomeOfRequest,
  outcomeOfTransfer,
} from '../replication/result.ts';
import { runTransfer } from '../replication/run-transfer.ts';
import { chooseReporter } from '../reporters/choose-reporter.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { UsageError } from '../terminal/usage-error.ts';
import { describeBlocked } from '../text/describe-plan.ts';

interface Run extends CliContext {
  readonly options: ReplicationCommandOptions;
  readonly journal: UploadJournal | undefined;
  readonly bandwidth: Bandwidth | undefined;
  readonly route: Route;
  readonly reporter: Reporter;
}

const refusedByStrict: ErrorData = {
  code: 'cancelled',
  message: 'Not copied: another image cannot be copied, and --strict refuses all then.',
  retryable: false,
};

const getReason = (error: unknown, signal: AbortSignal) =>
  signal.aborted ? interruptedError : toErrorData(error);

/** A plan, or the outcome of a request that could not be planned. */
type Planned =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'failed'; readonly outcome: Outcome };

async function planRequest(request: ReplicationRequest, run: Run): Promise<Planned> {
  const { signal, stderr, route, options, reporter } = run;
  const create = (each: ReplicationRequest, reads?: SharedReads): Promise<PreparedPlan> =>
    withMfaCodes(route.access, run, () => route.plans.create(each, reads));
  try {
    const { plan } = await (options.restoreArchived
      ? restoreAndPlan(request, { create, onRestore: (first) => reporter.begin(first), stderr, signal })
      : create(request, route.reads));
    const warnings = [...plan.warnings.map(describeWarning), describeBlocked(plan) ?? []].flat();
    for (const warning of warnings) stderr.write(`warning: ${warning}\n`);
    return { kind: 'planned', plan };
  } catch (error) {
    return { kind: 'failed', outcome: outcomeOfRequest(request, getReason(error, signal)) };
  }
}

/** Executes a plan; a failure is an outcome. */
async function executePlan(plan: Plan, run: Run): Promise<Outcome> {
  const { signal, stderr, ask, route, reporter, options, journal, bandwidth } = run;
  const [refusal] = findRefusals(plan);
  if (refusal) return outcomeOfPlan(plan, refusal);
  try {
    reporter.begin(plan);
    const { transfer, stoppedBy } = await runTransfer(plan, {
      plans: route.plans,
      concurrency: options.concurrency,
      bandwidth,
      journal,
      attended: stderr.isTTY === true,
      giveCode: ask && ((error) => giveCode(route.access, error, ask, run)),
      signal,
      changed: (current, update) => reporter.changed(plan, current, update),
    });
    return outcomeOfTransfer(plan, transfer, stoppedBy);
  } catch (error) {
    return outcomeOfPlan(plan, getReason(error, signal));
  } finally {
    route.reads.forgetDestinations();
  }
}

/** Runs one request after another; a failure does not stop the later ones. */
async function replicateEach(requests: readonly ReplicationRequest[], run: Run): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const request of requests) {
    const planned = await planRequest(request, run);
    outcomes.push(planned.kind === 'planned' ? await executePlan(planned.plan, run) : planned.outcome);
  }
  return outcomes;
}

/** Plans all requests before the first is executed; executes none when an image of one of them is blocked. */
async function replicateStrictly(
  requests: readonly ReplicationRequest[],
  run: Run,
): Promise<readonly Outcome[]> {
  const all: Planned[] = [];
  for (const request of requests) {
    const planned = await planRequest(request, run);
    if (planned.kind === 'planned') run.route.plans.pin(planned.plan.id);
    all.push(planned);
  }
  const isSound = (planned: Planned): boolean =>
    planned.kind === 'planned' && planned.plan.blockers.length === 0 && !planned.plan.images.some(isBlocked);
  const isRefused = !all.every(isSound);
  const outcomes: Outcome[] = [];
  for (const planned of all) {
    if (planned.kind === 'failed') outcomes.push(planned.outcome);
    else if (isRefused) outcomes.push(outcomeOfPlan(planned.plan, refusedByStrict));
    else outcomes.push(await executePlan(planned.plan, run));
  }
  return outcomes;
}

/** Replicates all requested images, one source repository after another. */
async function replicateAll(run: Run): Promise<Outcome> {
  const { options, route, signal, stderr } = run;
  let requests: readonly ReplicationRequest[];
  try {
    const asking = <T>(work: () => Promise<T>): Promise<T> => withMfaCodes(route.access, run, work);
    await confirmDestination(() => asking(() => route.identify('destination')), options, run);
    if (options.restoreArchived)
      await assertSourceUnprotected(() => asking(() => route.identify('source')), options, run);
    requests = await asking(() => makeRequests(options, route, run));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return outcomeOfReferences(options.source, options.destination, getReason(error, signal));
  }
  announceImages(options, requests, stderr);
  return joinOutcomes(await (options.strict ? replicateStrictly : replicateEach)(requests, run));
}

/** `replicate`: copies images, reports progress, and prints the result, also after an interruption. */
export async function replicateCommand(
  options: ReplicationCommandOptions,
  context: CliContext,
): Promise<ExitCode> {
  const startedAt = performance.now();
  const route = await openRoute(options, context);
  const journal =
    options.journal === undefined ? undefined : await openJournal(options.journal, context.stderr);
  const bandwidth = options.bandwidth === undefined ? undefined : createBandwidth(options.bandwidth);
  const reporter = chooseReporter(options.json ?? false, context);
  const outcome = await replicateAll({ ...context, options, journal, bandwidth, route, reporter });
  reporter.end(outcome, Math.round(performance.now() - startedAt) / 1000);

  if (outcome.images.every(({ status }) => status !== 'failed')) return exitCodes.success;
  return context.signal.aborted ? exitCodes.interrupted : exitCodes.failure;
}
