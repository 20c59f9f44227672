import { createInterface } from 'node:readline/promises';
import { fromIni } from '@aws-sdk/credential-providers';
import { allClaims } from './claims/all-claims.ts';
import { announcement } from './core/announcement.ts';
import type { ClaimContext } from './core/claim.ts';
import { count, writeReport } from './core/report.ts';
import { replicatedElsewhere } from './core/replicated-elsewhere.ts';
import { newPrefix } from './core/repositories.ts';
import { runClaims, type ClaimResult } from './core/run-claims.ts';
import { openTarget, type TargetRegistry } from './core/target-registry.ts';
import { readOptions, usage, type ContractOptions } from './options.ts';
import { clientVersions } from './versions.ts';

// npm run contract: tries the claims against the registry in the arguments.

async function open(options: ContractOptions, profile: string, prefix: string): Promise<TargetRegistry> {
  const { region, endpoint } = options;
  const provider = fromIni({ profile, clientConfig: { region } });
  return openTarget(
    { region, credentials: async () => provider(), ...(endpoint !== undefined && { endpoint }) },
    prefix,
  );
}

async function openContext(options: ContractOptions): Promise<ClaimContext> {
  const prefix = newPrefix();
  const first = await open(options, options.profile, prefix);
  const { secondProfile, exhaustQuotas } = options;
  if (secondProfile === undefined) return { first, second: undefined, exhaustQuotas };
  const second = await open(options, secondProfile, prefix);
  if (second.accountId === first.accountId)
    throw new Error(`Both profiles belong to account ${first.accountId}. Name one of another account.`);
  return { first, second, exhaustQuotas };
}

async function isConfirmed({ yes }: ContractOptions): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) {
    console.error('Nobody can confirm this here. Add --yes.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const reply = await terminal.question('\nType “yes” to continue: ');
  terminal.close();
  return reply.trim().toLowerCase() === 'yes';
}

function line({ claim, outcome, milliseconds }: ClaimResult): string {
  const head = `${{ confirmed: 'confirmed', differs: 'DIFFERS  ', untried: 'untried  ' }[outcome.kind]} ${claim.id}`;
  switch (outcome.kind) {
    case 'confirmed':
      return `${head} (${milliseconds} ms)`;
    case 'differs':
      return `${head}\n        expected: ${outcome.expected}\n        seen:     ${outcome.seen}`;
    case 'untried':
      return `${head}: ${outcome.reason}`;
  }
}

/**
 * The first signal ends the run before the next claim, and the second one ends the process immediately. A closed output
 * and an uncaught error end the run like a signal: everything that was created is removed.
 */
function endOnSignals(registries: readonly TargetRegistry[]): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (!controller.signal.aborted) console.error('Interrupted: removing the repositories of this run.');
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (controller.signal.aborted) {
        const names = registries.flatMap(({ repositories }) => repositories.names);
        console.error(`Interrupted again. These repositories may be left:\n  ${names.join('\n  ')}`);
        process.exit(130);
      }
      interrupt();
    });
  process.stdout.on('error', interrupt);
  process.stderr.on('error', () => controller.abort());
  process.on('uncaughtException', (error) => {
    console.error(String(error));
    interrupt();
  });
  return controller.signal;
}

/** @returns whether everything was deleted. */
async function removeAll(registries: readonly TargetRegistry[]): Promise<boolean> {
  let isClean = true;
  for (const { repositories, accountId } of registries)
    for (const { name, reason } of await repositories.removeAll()) {
      isClean = false;
      console.error(
        `Not deleted: ${name} of ${accountId}: ${reason}\n  Delete it with: aws ecr delete-repository --force --repository-name ${name}`,
      );
    }
  return isClean;
}

/** Prints where the registries replicate the repositories of this run to. @returns whether that prevents the run. */
async function isReplicated(registries: readonly TargetRegistry[]): Promise<boolean> {
  let replicated = false;
  for (const registry of registries) {
    const elsewhere = await replicatedElsewhere(registry);
    if (elsewhere.kind === 'unknown')
      console.log(
        `Registry ${registry.accountId}: whether it replicates to other registries could not be read (${elsewhere.reason}). Replicas would not be deleted.`,
      );
    if (elsewhere.kind !== 'to') continue;
    replicated = true;
    console.error(
      `Registry ${registry.accountId} replicates these repositories to ${elsewhere.destinations.join(', ')}, where this run could not delete them. Give its rules filters, or use another registry.`,
    );
  }
  return replicated;
}

/** @returns the exit code. */
async function run(options: ContractOptions): Promise<number> {
  const context = await openContext(options);
  const registries = [context.first, ...(context.second ? [context.second] : [])];
  console.log(announcement(context).join('\n'));
  if ((await isReplicated(registries)) || !(await isConfirmed(options))) return 2;
  const areas = allClaims.map((area) => ({
    ...area,
    claims: area.claims.filter(({ id }) => id.startsWith(options.only)),
  }));
  const startedAt = new Date().toISOString();
  const signal = endOnSignals(registries);
  let isClean = false;
  let results: readonly ClaimResult[];
  try {
    results = await runClaims(areas, context, signal, (result) => console.log(line(result)));
  } finally {
    isClean = await removeAll(registries);
  }
  const head = {
    startedAt,
    target: options.endpoint ?? 'AWS',
    region: options.region,
    withSecondProfile: context.second !== undefined,
    versions: await clientVersions(),
  };
  const { confirmed, differs, untried } = count(results);
  console.log(`\n${confirmed} confirmed, ${differs} differ, ${untried} not tried.`);
  console.log(`Report: ${(await writeReport(options.report, head, results)).join(', ')}`);
  for (const registry of registries) registry.close();
  if (signal.aborted) return 130;
  return differs === 0 && isClean ? 0 : 1;
}

const options = readOptions(process.argv.slice(2), new Date());
if (options === 'help') console.log(usage);
else if ('wrong' in options) {
  console.error(`${options.wrong}\n\n${usage}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await run(options);
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    process.exitCode = 1;
  }
}
