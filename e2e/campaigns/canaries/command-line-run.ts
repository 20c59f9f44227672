import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeArguments } from '../../../electron/testing/cli/node-arguments.ts';
import type { Random } from '../../../electron/testing/random.ts';
import { runWithin } from '../command-line/ended-command.ts';
import type { ProfileName } from './profile-kinds.ts';
import type { CanaryWorld } from './world.ts';

/** Milliseconds after which a command is interrupted. */
const limit = 4_000;

const replicateWith = (profile: ProfileName, { home }: CanaryWorld): readonly string[] => [
  'replicate',
  '--source-profile',
  profile,
  '--source',
  'team/app:1.0',
  '--destination-profile',
  profile,
  '--destination',
  `cli/${profile.replaceAll(' ', '-').toLowerCase()}`,
  '--create-repository',
  '--journal',
  join(home, 'journal'),
];

/** Runs a command in this process. @returns its output. */
export async function runCommand(world: CanaryWorld, profile: ProfileName, random: Random): Promise<string> {
  const args = random.pick([
    ['repositories', '--profile', profile],
    ['images', '--profile', profile, '--repository', 'team/app'],
    replicateWith(profile, world),
    [...replicateWith(profile, world), '--json'],
  ]);
  const ended = await runWithin(args, world.environment, limit);
  return ended ? `${ended.stdout}\n${ended.stderr}` : '';
}

/** The arguments of every other process of this computer. */
async function argumentsOfProcesses(): Promise<string> {
  const texts: string[] = [];
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    texts.push(await readFile(join('/proc', name, 'cmdline'), 'utf8').catch(() => ''));
  }
  return texts.join('\n');
}

/** Runs the real command line as a process. @returns its output, and the arguments of the processes during its run. */
export async function runProcess(world: CanaryWorld, profile: ProfileName): Promise<string> {
  const output: string[] = [];
  // Secrets that this process sent are unknown to the other process.
  world.relay.forget();
  const child = spawn(process.execPath, [...nodeArguments, ...replicateWith(profile, world)], {
    env: world.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const ended = new Promise((resolve) => child.once('close', resolve));
  output.push(await argumentsOfProcesses());
  await ended;
  return output.join('');
}
