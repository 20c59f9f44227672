import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatCostRange } from '../../../shared/format/money.ts';
import type { StackExport } from '../../../shared/models/aws-stack.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { findRefusals, isBlocked } from '../../../shared/models/plan.ts';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import { createStackExport } from '../../engine/aws-stack/create-stack-export.ts';
import { archiveName, findFunctionArchive } from '../../engine/aws-stack/function-archive.ts';
import { assertEmptyFolder, writeExport } from '../../engine/aws-stack/write-export.ts';
import { withMfaCodes } from '../identity/mfa-codes.ts';
import type { ExportOptions } from '../options/replication-options.ts';
import { announceImages } from '../replication/announce-images.ts';
import { confirmDestination } from '../replication/confirm-destination.ts';
import { openRoute } from '../replication/open-route.ts';
import { makeRequests } from '../replication/requests.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ExitCode } from '../terminal/exit-codes.ts';
import { exitCodes } from '../terminal/exit-codes.ts';
import { UsageError } from '../terminal/usage-error.ts';
import { describePlan } from '../text/describe-plan.ts';
import { jsonLine } from '../text/json-lines.ts';

/** Options about a copy by this computer, which an export would have to ignore. */
const ownOptions = [
  ['concurrency', '--concurrency'],
  ['bandwidth', '--bandwidth'],
  ['journal', '--journal'],
  ['restoreArchived', '--restore-archived'],
] as const;

/** @throws UsageError for an option that an export does not have. */
function assertUsable(options: ExportOptions): void {
  for (const [name, option] of ownOptions)
    if (options[name] !== undefined)
      throw new UsageError(
        `${option} concerns a copy by this computer, and an export has none.`,
        `Leave ${option} out.`,
      );
}

/** Plans that run as they are; blocked images are left out. */
interface PlannedExport {
  readonly plans: readonly Plan[];
  readonly isComplete: boolean;
}

async function planAll(options: ExportOptions, context: CliContext): Promise<PlannedExport> {
  const { stderr } = context;
  const route = await openRoute(options, context);
  const asking = <T>(work: () => Promise<T>): Promise<T> => withMfaCodes(route.access, context, work);
  await confirmDestination(() => asking(() => route.identify('destination')), options, context);
  const requests = await asking(() => makeRequests(options, route, context));
  announceImages(options, requests, stderr);
  const plans: Plan[] = [];
  for (const request of requests)
    plans.push((await asking(() => route.plans.create(request, route.reads))).plan);
  return { plans, isComplete: !plans.some(({ images }) => images.some(isBlocked)) };
}

/** The paths of all written files. */
const listPaths = (files: StackExport['files'], archive: string | undefined): readonly string[] => [
  ...files.map(({ path }) => path),
  ...(archive === undefined ? [] : [archiveName]),
];

/** The export for a user: its size, cost, and what to do next. */
function describeExport(
  folder: string,
  archive: string | undefined,
  { items, bytes, concurrency, estimate, files, target, notes }: StackExport,
): string {
  return [
    `${formatCount(items, 'image')}, ${formatBytes(bytes)} to transfer in account ${target.accountId}, ${target.region}`,
    `${concurrency.items} at the same time: ${concurrency.reason}`,
    '',
    `Estimated cost: ${formatCostRange(estimate.total)}`,
    ...estimate.lines.map(({ title, cost }) => `  ${title}: ${formatCostRange(cost)}`),
    ...estimate.assumptions.map((assumption) => `  ${assumption}`),
    `  List prices, checked on ${estimate.pricesCheckedOn}; check them before you rely on them.`,
    '',
    ...notes,
    `Written to ${folder}: ${listPaths(files, archive).join(', ')}`,
    ...(archive === undefined
      ? [`${archiveName} is missing: npm run package:lambda builds it. Put it into the folder.`]
      : []),
    'Nothing was created in AWS. README.md has the commands to deploy, run and remove the stack.',
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** `export`: plans, and writes the files that run the plans in the user's own account. Changes nothing at AWS. */
export async function exportCommand(
  folder: string,
  options: ExportOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { stdout, stderr } = context;
  assertUsable(options);
  await assertEmptyFolder(folder);
  const { plans, isComplete } = await planAll(options, context);
  const isRefused = plans.some((plan) => findRefusals(plan).length > 0) || (options.strict && !isComplete);
  if (isRefused) {
    stderr.write(plans.map((plan) => describePlan(plan, [])).join('\n'));
    stderr.write('Nothing was written.\n');
    return exitCodes.failure;
  }
  const warnings = plans.flatMap((plan) => plan.warnings.map(describeWarning));
  for (const warning of warnings) stderr.write(`warning: ${warning}\n`);
  if (!isComplete) stderr.write(plans.map((plan) => describePlan(plan, [])).join('\n'));

  const stack = createStackExport(plans);
  const archive = await findFunctionArchive(context.resourceFolders);
  await writeExport(folder, stack.files, archive);
  const { files, ...summary } = stack;
  stdout.write(
    options.json
      ? jsonLine({ ...summary, folder, files: listPaths(files, archive) })
      : describeExport(folder, archive, stack),
  );
  return isComplete ? exitCodes.success : exitCodes.failure;
}
