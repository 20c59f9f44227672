import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Campaign, CampaignFigure } from '../core/campaign.ts';
import { exactly } from '../core/campaign.ts';
import { buildShim } from './build-shim.ts';
import type { Family } from './fault.ts';
import { faultsOf } from './fault.ts';
import { subjects, subjectsOf } from './subjects.ts';
import type { CaseResult } from './try-case.ts';

const entry = join(import.meta.dirname, 'case-process.ts');
const families = ['full-disk', 'read-only-mount', 'permissions', 'failing-calls'] as const;

const casesPerFault = subjects.length * 2;
const casesOf = (family: Family): number => faultsOf[family].length * subjectsOf(family).length * 2;
const allCases = families.reduce((sum, family) => sum + casesOf(family), 0);

/** Whether this process can mount in its own namespace. */
function canMount(folder: string): boolean {
  const mount = ['--mount', '--propagation', 'private', 'mount', '-t', 'tmpfs', 'none', folder];
  return process.platform === 'linux' && spawnSync('unshare', mount).status === 0;
}

/** How to start the process of a family; undefined where this machine cannot. */
type Start = { readonly command: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv };

const mountedIn = (folder: string, options: string, env: NodeJS.ProcessEnv = process.env): Start => ({
  command: 'unshare',
  args: [
    '--mount',
    '--propagation',
    'private',
    'sh',
    '-c',
    `mount -t tmpfs -o ${options} none "$0" && mkdir "$0/cases" && exec "$@"`,
    folder,
    process.execPath,
  ],
  env,
});

const direct = (env: NodeJS.ProcessEnv): Start => ({
  command: process.execPath,
  args: [],
  env,
});

async function runFamily(
  { command, args, env }: Start,
  request: Readonly<Record<string, unknown>>,
): Promise<readonly CaseResult[]> {
  const child = spawn(command, [...args, entry, JSON.stringify(request)], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`The cases of ${String(request['family'])} ended with ${code}.\n${errors}`);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line): CaseResult => JSON.parse(line));
}

const promises = ['lost', 'protectionOff', 'unreported', 'unrecovered', 'leftovers'] as const;
const names: Readonly<Record<(typeof promises)[number], string>> = {
  lost: 'acknowledged changes lost',
  protectionOff: 'times that protection was off',
  unreported: 'changes in use or refused without a notice',
  unrecovered: 'times that there was no recovery without a restart',
  leftovers: 'temporary files left after a restart',
};

/** The name of the figure that fails when this machine lacks a prerequisite, and not because of the app. */
export const untriedFigure = 'kinds of faults that this machine cannot try';

export const campaign: Campaign = {
  description:
    'A full disk, a read-only mount, missing permissions and failing calls at each write and read of each file.',
  fullSize: allCases * 10,
  sampleSize: allCases - 2 * casesPerFault,
  async run({ size, seed, report }): Promise<readonly CampaignFigure[]> {
    const folder = await mkdtemp(join(tmpdir(), 'disk-campaign-'));
    // A case without root's rights needs access to its own folder.
    await chmod(folder, 0o755);
    const results: CaseResult[] = [];
    let untried = 0;
    try {
      const shim = buildShim(folder, report);
      const mounts = canMount(folder);
      if (!mounts)
        report(
          'This process may not mount: a full disk and a read-only one are tried by failing calls only.',
        );
      // The other families are faster in memory.
      const inMemory = (at: string, env: NodeJS.ProcessEnv): Start =>
        mounts ? mountedIn(at, 'size=64m', env) : direct(env);
      const starts: Readonly<Record<Family, (at: string) => Start | undefined>> = {
        'full-disk': (at) => (mounts ? mountedIn(at, 'size=512k') : undefined),
        'read-only-mount': (at) => (mounts ? mountedIn(at, 'size=64m') : undefined),
        permissions: (at) => inMemory(at, process.env),
        'failing-calls': (at) =>
          shim === undefined ? undefined : inMemory(at, { ...process.env, LD_PRELOAD: shim }),
      };
      for (const family of families) {
        const at = join(folder, family);
        mkdirSync(join(at, 'cases'), { recursive: true });
        const start = starts[family](at);
        if (!start) {
          untried += 1;
          report(`${family}: not tried`);
          continue;
        }
        const share = Math.max(1, Math.round((size * casesOf(family)) / allCases));
        const found = await runFamily(start, { family, folder: join(at, 'cases'), size: share, seed });
        results.push(...found);
        report(`${family}: ${found.length} cases`);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    for (const result of results)
      for (const promise of promises)
        for (const detail of result[promise])
          report(`${names[promise]}: ${result.subject}, ${result.fault}, ${result.moment}: ${detail}`);
    return [
      ...promises.map((promise) =>
        exactly(
          names[promise],
          0,
          results.reduce((sum, result) => sum + result[promise].length, 0),
        ),
      ),
      exactly(untriedFigure, 0, untried),
    ];
  },
};
