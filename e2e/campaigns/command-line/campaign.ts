import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { LocalExecution } from '../../../electron/local-ecr/step-functions/executions.ts';
import { runCommand } from '../../../electron/testing/cli/run-command.ts';
import { seedImage, seedIndex } from '../../../electron/testing/seed-image.ts';
import type { TwoRegistries } from '../../../electron/testing/two-registries.ts';
import { startTwoRegistries } from '../../../electron/testing/two-registries.ts';
import type { Campaign, CampaignRun } from '../core/campaign.ts';
import { exactly } from '../core/campaign.ts';
import type { Random } from '../../../electron/testing/random.ts';
import { seededRandom } from '../../../electron/testing/random.ts';
import { argumentVector, executionArn } from './argument-vectors.ts';
import type { Faults } from './ended-command.ts';
import { judge, noFaults, runWithin } from './ended-command.ts';
import { distortionNames } from './hostile-answers.ts';
import { startHostileRelay } from './hostile-relay.ts';

/** Milliseconds after which a command of the campaign is interrupted, to shorten the waits of its retries. */
const limit = 4_000;
/** Concurrent commands: most of them wait. */
const atOnce = 24;

/** Runs the work for each number from 0, several at a time. */
async function forEach(count: number, width: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) await work(number);
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
}

async function tryVectors(count: number, random: Random, faults: Faults, folder: string): Promise<void> {
  const vectors = Array.from({ length: count }, () => argumentVector(random, folder));
  await forEach(count, atOnce, async (number) => {
    const args = vectors[number] ?? [];
    judge(await runWithin(args, process.env, limit), args.join(' '), faults);
  });
}

/** Arguments that the operating system can pass to a process. */
const canStart = (args: readonly string[]): boolean =>
  args.every((argument) => !argument.includes('\0') && argument.length < 100_000);

async function tryProcesses(count: number, random: Random, faults: Faults, folder: string): Promise<void> {
  await forEach(count, 2, async () => {
    let args = argumentVector(random, folder);
    while (!canStart(args)) args = argumentVector(random, folder);
    judge(await runCommand(args), args.join(' '), faults);
  });
}

const route = (to: string): readonly string[] =>
  ['--source-profile', 'build', '--source', 'team/app', '--destination-profile', 'production'].concat([
    '--destination',
    to,
    '--create-repository',
  ]);

const commandsTo = (to: string, folder: string): readonly [readonly string[], ...(readonly string[])[]] => [
  ['repositories', '--profile', 'build'],
  ['images', '--profile', 'build', '--repository', 'team/app'],
  ['plan', ...route(to)],
  ['replicate', ...route(to)],
  ['replicate', ...route(to), '--upload-method', 'api'],
  ['export', '--to', 'aws-stack', folder, ...route(to)],
  ['execution', executionArn, '--profile', 'production'],
];

/** AWS files with the endpoint of the relay instead of the local ECR. */
async function filesThrough(
  endpoint: string,
  { ecr }: TwoRegistries,
  folder: string,
): Promise<Record<string, string>> {
  await mkdir(folder, { recursive: true });
  const config = await readFile(process.env['AWS_CONFIG_FILE'] ?? '', 'utf8');
  const path = join(folder, 'config');
  await writeFile(path, config.replaceAll(ecr.endpoint, endpoint));
  return { AWS_CONFIG_FILE: path };
}

async function tryServers(
  count: number,
  random: Random,
  faults: Faults,
  registries: TwoRegistries,
  folder: string,
): Promise<void> {
  await forEach(count, atOnce, async (number) => {
    const kind = distortionNames[number % distortionNames.length] ?? '';
    const own = seededRandom(random.below(2 ** 31));
    const command = own.pick(commandsTo(`out/${number}`, join(folder, `stack-${number}`)));
    const args = own.chance(0.4) ? [...command, '--json'] : command;
    const after = own.below(command[0] === 'replicate' ? 25 : 6);
    const hostility = { kind, after, forEver: own.chance(0.5) };
    const relay = await startHostileRelay(registries.ecr.endpoint, hostility, own);
    try {
      const files = await filesThrough(relay.endpoint, registries, join(folder, String(number)));
      const ended = await runWithin(args, { ...process.env, ...files }, limit);
      judge(
        ended,
        `${args.join(' ')}; ${kind} after ${after}${hostility.forEver ? ' and ever' : ''}`,
        faults,
      );
    } finally {
      await relay.close();
    }
  });
}

async function tryAll(
  { size, seed, report }: CampaignRun,
  registries: TwoRegistries,
  folder: string,
): Promise<Faults> {
  const faults = noFaults();
  const random = seededRandom(seed);
  const reportSoFar = (what: string): void => {
    const { otherCodes, stackTraces, controlBytes, notEnded } = faults;
    report(`${what}: ${otherCodes + stackTraces + controlBytes + notEnded} faults so far`);
  };
  const servers = Math.ceil(size / 20);
  await tryServers(servers, random, faults, registries, folder);
  reportSoFar(`${servers} hostile answers tried`);
  await tryVectors(size, random, faults, join(folder, 'exports'));
  reportSoFar(`${size} argument vectors tried`);
  const processes = Math.ceil(size / 100);
  await tryProcesses(processes, random, faults, join(folder, 'exports'));
  reportSoFar(`${processes} more as processes of their own`);
  for (const example of faults.examples) report(example);
  return faults;
}

/** The execution of `executionArn`. */
const execution: LocalExecution = {
  accountId: '222222222222',
  region: 'us-east-1',
  stateMachine: 'ecr-image-replicator',
  name: 'run',
  status: 'RUNNING',
  startedAt: new Date('2026-11-23T14:05:00Z'),
  items: [
    { name: 'a', status: 'SUCCEEDED', input: '{}' },
    {
      name: 'b',
      status: 'FAILED',
      input: '{}',
      ending: { at: new Date(), error: '\u001B[2J', cause: 'Not allowed \u009B2J' },
    },
  ],
};

export const campaign: Campaign = {
  description:
    'Gives the command line arguments of every kind, and answers of servers that are broken, hostile and huge.',
  fullSize: 20_000,
  sampleSize: 200,
  async run(options) {
    const registries = await startTwoRegistries();
    const repository = registries.source.createRepository('team/app');
    const amd64 = await seedImage(repository, [['layer', 5_000]], ['1.0']);
    const arm64 = await seedImage(repository, [['another layer', 5_000]]);
    seedIndex(repository, [amd64, arm64], ['2.0']);
    registries.ecr.executions.set(execution);
    const folder = await mkdtemp(join(tmpdir(), 'command-line-campaign-'));
    let unhandled = 0;
    const onUnhandled = (error: unknown): void => {
      unhandled += 1;
      if (unhandled <= 3) options.report(`not handled: ${inspect(error)}`);
    };
    process.on('unhandledRejection', onUnhandled).on('uncaughtException', onUnhandled);
    try {
      const faults = await tryAll(options, registries, folder);
      return [
        exactly('exit codes other than 0, 1, 2 and 130', 0, faults.otherCodes),
        exactly('stack traces', 0, faults.stackTraces),
        exactly('outputs with control bytes', 0, faults.controlBytes),
        exactly('commands that did not end a minute after an interruption', 0, faults.notEnded),
        exactly('errors that nobody handled', 0, unhandled),
      ];
    } finally {
      process.off('unhandledRejection', onUnhandled).off('uncaughtException', onUnhandled);
      await registries.close();
      await rm(folder, { recursive: true });
    }
  },
};
