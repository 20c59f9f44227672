import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliBundle } from '../../../electron/testing/cli/cli-bundle.ts';
import { createCommandEnvironment } from '../../../electron/testing/cli/command-environment.ts';
import { buildIfStale } from '../../app/build-app.ts';
import { runtimeEnvironment, takeRuntime } from '../../app/runtime.ts';
import { runMeasured } from '../contenders/run-measured.ts';
import type { Figure } from '../report/figures-table.ts';
import { startAppOnce, writeEmptyApp } from './start-app.ts';

// How long the command line and the app take to start, beside Node.js and a window that do nothing.

/** The least of so many runs: everything else on the machine only makes a start longer. */
const runs = 15;
const windowRuns = 10;

const profileCount = 300;

async function writeProfiles(folder: string): Promise<Record<string, string>> {
  const sections = Array.from(
    { length: profileCount },
    (_, index) =>
      `[profile team-${index}]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111111111111:role/team-${index}\nsource_profile = team-0\n`,
  );
  const config = join(folder, 'config');
  await writeFile(config, sections.join('\n'));
  return { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials') };
}

const least = (values: readonly number[]): number => Math.min(...values);

/** One figure: seconds beside those of a start that does nothing. */
const ratioFigure = (what: string, seconds: number, base: number, limit: number | undefined): Figure => ({
  what,
  limit: limit === undefined ? '' : `≤ ${limit} ×`,
  measured: `${(seconds / base).toFixed(1)} × (${Math.round(seconds * 1000)} ms)`,
  ok: limit === undefined || seconds / base <= limit,
});

async function measureCommands(folder: string): Promise<readonly Figure[]> {
  const environment = createCommandEnvironment(await writeProfiles(folder));
  const starts = {
    nothing: ['-e', '0'],
    help: [cliBundle, '--help'],
    version: [cliBundle, '--version'],
    profiles: [cliBundle, 'profiles'],
  };
  const seconds: Record<keyof typeof starts, number[]> = { nothing: [], help: [], version: [], profiles: [] };
  // The first run of each writes the compile cache; all of them take turns, so that what else runs affects all alike.
  for (let run = 0; run <= runs; run += 1)
    for (const name of ['nothing', 'help', 'version', 'profiles'] as const) {
      const words = [process.execPath, ...starts[name]];
      const { cost } = await runMeasured({ words, environment }, { device: 'lo' });
      if (run > 0) seconds[name].push(cost.seconds);
    }
  const base = least(seconds.nothing);
  return [
    ratioFigure('start: --help ÷ node -e 0', least(seconds.help), base, 2),
    ratioFigure('start: --version ÷ node -e 0', least(seconds.version), base, 2),
    ratioFigure(
      `start: profiles, ${profileCount} of them ÷ node -e 0`,
      least(seconds.profiles),
      base,
      undefined,
    ),
  ];
}

async function measureWindows(folder: string): Promise<readonly Figure[]> {
  buildIfStale();
  Object.assign(process.env, runtimeEnvironment(await takeRuntime(process.env)));
  await mkdir(join(folder, '.aws'));
  await writeFile(join(folder, '.aws', 'config'), '[profile build]\nregion = eu-west-1\n');
  const empty = join(folder, 'empty');
  await mkdir(empty);
  await writeEmptyApp(empty);
  const starts: { empty: number[]; painted: number[]; usable: number[] } = {
    empty: [],
    painted: [],
    usable: [],
  };
  for (let run = 0; run <= windowRuns; run += 1) {
    const nothing = await startAppOnce(folder, `empty-${run}`, empty);
    // The app keeps its data between starts, as on a user's computer.
    const app = await startAppOnce(folder, 'app');
    if (run === 0) continue;
    starts.empty.push(nothing.usable);
    starts.painted.push(app.painted);
    starts.usable.push(app.usable);
  }
  const base = least(starts.empty);
  return [
    ratioFigure('start: first contentful paint ÷ usable empty window', least(starts.painted), base, 1.3),
    ratioFigure('start: first usable window ÷ usable empty window', least(starts.usable), base, 1.3),
  ];
}

export async function measureStart(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-start-'));
  try {
    return [...(await measureCommands(folder)), ...(await measureWindows(folder))];
  } finally {
    await rm(folder, { recursive: true });
  }
}
