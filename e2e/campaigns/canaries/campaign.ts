import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownSecrets } from '../../../electron/engine/redaction/known-secrets.ts';
import type { Campaign, CampaignFigure } from '../campaign.ts';
import { exactly } from '../campaign.ts';
import { seededRandom } from '../random.ts';
import { runApp } from './app-run.ts';
import { echoes } from './echoes.ts';
import type { EchoFault } from './echoing-relay.ts';
import { leaksIn, secretsIn } from './secrets-in-traffic.ts';
import type { CanaryWorld, ProfileName } from './world.ts';
import { profileNames, startCanaryWorld } from './world.ts';

const cliFile = join(import.meta.dirname, '..', '..', '..', 'electron', 'cli.ts');

/** Every call that a copy and the sign-in before it make. */
const operations = [
  'GetCallerIdentity',
  'AssumeRole',
  'AssumeRoleWithWebIdentity',
  'GetSessionToken',
  'POST /token',
  'GET /federation/credentials',
  'POST /v1/token',
  'DescribeRepositories',
  'CreateRepository',
  'DescribeImages',
  'BatchGetImage',
  'BatchCheckLayerAvailability',
  'GetDownloadUrlForLayer',
  'GetAuthorizationToken',
  'InitiateLayerUpload',
  'UploadLayerPart',
  'CompleteLayerUpload',
  'PutImage',
  'registry GET',
  'registry POST',
  'registry PUT',
  'download',
] as const;

/** Which of them a profile of a kind makes at all. */
const ofKind: Partial<Record<ProfileName, readonly string[]>> = {
  role: ['AssumeRole', 'GetCallerIdentity'],
  web: ['AssumeRoleWithWebIdentity'],
  careful: ['GetSessionToken'],
  sso: ['POST /token', 'GET /federation/credentials'],
  legacy: ['GET /federation/credentials'],
  login: ['POST /v1/token'],
};
const special: ReadonlySet<string> = new Set(Object.values(ofKind).flat());

interface Path {
  readonly profile: ProfileName;
  readonly operation: string;
  readonly echo: string;
  readonly status: number;
}

const statuses = [400, 401, 403, 404, 409, 429, 500, 503];

/** Every profile's own calls, and the calls that all make, each with every echo. */
function allPaths(): readonly Omit<Path, 'status'>[] {
  const common = operations.filter((operation) => !special.has(operation));
  return profileNames.flatMap((profile) =>
    [
      ...(ofKind[profile] ?? []),
      ...(profile === 'temporary' || profile === 'role' ? common : common.slice(0, 1)),
      'GetCallerIdentity',
    ].flatMap((operation) => Object.keys(echoes).map((echo) => ({ profile, operation, echo }))),
  );
}

/** The arguments of the processes that this one has started, and of theirs. */
async function argumentsOfChildren(): Promise<string> {
  const texts: string[] = [];
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    texts.push(await readFile(join('/proc', name, 'cmdline'), 'utf8').catch(() => ''));
  }
  return texts.join('\n');
}

/** The real command line: what it writes, and the arguments of what runs meanwhile. */
async function runCommandLine({ environment, home }: CanaryWorld, profile: ProfileName): Promise<string> {
  const output: string[] = [];
  const child = spawn(
    process.execPath,
    [
      cliFile,
      'replicate',
      '--source-profile',
      profile,
      '--source',
      'team/app:1.0',
      '--destination-profile',
      profile,
      '--destination',
      `cli/${profile}`,
      '--create-repository',
      '--journal',
      join(home, 'journal'),
    ],
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const ended = new Promise((resolve) => child.once('close', resolve));
  output.push(await argumentsOfChildren());
  await ended;
  return output.join('');
}

export const campaign: Campaign = {
  description:
    'no secret of any credential, proxy, sign-in, registry or layer address leaves the process, whatever servers say back',
  // Each of some 60 calls of a profile 200 times, with all echoes in turn.
  fullSize: 12_000,
  sampleSize: 6,
  async run({ size, seed, report }) {
    const random = seededRandom(seed);
    const world = await startCanaryWorld();
    const { relay } = world;
    const paths = allPaths();
    const leaks = new Map<string, number>();
    const met = new Set<string>();
    let seen = 0;
    const secrets = (): readonly string[] => [...world.written, ...relay.secrets];

    const check = (where: string, output: string): void => {
      for (const secret of leaksIn(output, secrets())) {
        leaks.set(where, (leaks.get(where) ?? 0) + 1);
        const part = secret.length > 48 ? secret.slice(24, 48) : secret;
        const at = output.indexOf(part);
        report(`${where}: …${output.slice(Math.max(0, at - 200), at + 80)}…`);
      }
    };

    const run = async (path: Path, by: 'window' | 'command line'): Promise<void> => {
      const fault: EchoFault = path;
      await world.signIn();
      relay.fault = fault;
      const userData = await mkdtemp(join(tmpdir(), 'canary-data-'));
      try {
        const output =
          by === 'window'
            ? await runApp(world, path.profile, userData)
            : await runCommandLine(world, path.profile);
        check(`${by}, ${path.profile}, ${path.operation}, ${path.echo}`, output);
        for (const operation of relay.refused) met.add(`${path.profile} ${operation}`);
        relay.refused.clear();
      } finally {
        relay.fault = undefined;
        await rm(userData, { recursive: true });
      }
    };

    try {
      // Each path as often as the size allows; a sample takes some of them.
      for (let index = 0; index < size; index += 1) {
        const path = size < paths.length ? random.pick(paths) : paths[index % paths.length];
        if (!path) break;
        await run({ ...path, status: random.pick(statuses) }, 'window');
        seen = Math.max(seen, relay.secrets.size);
        // What came by long ago nobody could echo.
        if (relay.secrets.size > 300) {
          relay.secrets.clear();
          knownSecrets.forgetAll();
        }
        if (index % 100 === 99) report(`${index + 1} runs, ${met.size} refused calls`);
      }
      const commandLines = Math.min(profileNames.length, Math.ceil(size / 12));
      for (const profile of profileNames.slice(0, commandLines)) {
        relay.secrets.clear();
        await run(
          {
            profile,
            operation: ofKind[profile]?.[0] ?? 'DescribeRepositories',
            echo: 'canonical request',
            status: 403,
          },
          'command line',
        );
      }
      const foreign = relay.foreign.filter((request) => secretsIn(headersOf(request), '').length > 0);
      const figures: readonly CampaignFigure[] = [
        exactly(
          `outputs with a secret in ${size} runs and ${commandLines} command lines (${paths.length} error paths, ${met.size} refused calls met)`,
          0,
          [...leaks.values()].reduce((sum, count) => sum + count, 0),
        ),
        exactly('requests with credentials to a foreign host', 0, foreign.length),
        { name: 'secrets that came by', demanded: '≥ 5', found: String(seen), holds: seen >= 5 },
      ];
      return figures;
    } finally {
      await world.close();
      knownSecrets.forgetAll();
    }
  },
};

/** What a foreign server noted of a request. */
function headersOf(request: string): Record<string, string> {
  const parsed: unknown = JSON.parse(request);
  if (typeof parsed !== 'object' || parsed === null || !('headers' in parsed)) return {};
  return Object.fromEntries(
    Object.entries(parsed.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
}
