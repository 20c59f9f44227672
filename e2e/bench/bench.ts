import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAwsHome } from '../../electron/testing/aws-home/write-aws-home.ts';
import { takeSkopeo } from '../images/take-skopeo.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { measureBuffers } from './measurements/buffers.ts';
import { compare } from './measurements/comparison.ts';
import type { Bench } from './contenders/contenders.ts';
import { measureGrowth } from './measurements/growth.ts';
import { judge } from './measurements/judge.ts';
import { measureLimits } from './measurements/limits.ts';
import { startBenchRegistry } from './registry/bench-registry.ts';
import { comparisonTable } from './measurements/comparison-table.ts';
import type { Figure } from './report/figures-table.ts';
import { figuresTable } from './report/figures-table.ts';
import { runLine } from './measurements/run-line.ts';
import { writeDocument } from './report/write-document.ts';
import { measureWindow } from './window/measure-window.ts';

// npm run bench: compares copies with skopeo's and with the original algorithm's, and checks the limits of a copy, in one
// run against a local ECR in another process. Exits with 1 when a limit is exceeded.

const usage = `npm run bench -- [options]

  --scale S   images of S times their size; 0.1 unless given, 1 for the sizes that the limits are for
  --longest L images are made smaller where the link alone would take longer than L seconds; 10 unless given
  --only A,B  only what has A or B in its name: limits, growth, buffers, window, or cells such as far/twelve/auto
  --large G   the large image of the limits has G GB; 2 unless given
  --write     writes the tables into docs/benchmarks.md
`;

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '0.1' },
    longest: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
    large: { type: 'string', default: '2' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const scale = Number(values.scale);
const longestSeconds = Number(values.longest);
const largeGB = Number(values.large);
const wanted = values.only.split(',');
const isWanted = (name: string): boolean => wanted.some((part) => name.includes(part));

const GB = 1_000_000_000;

/** @returns the tables, and whether all limits are met. */
async function measureAll(bench: Bench): Promise<{ readonly markdown: string; readonly ok: boolean }> {
  const startedAt = performance.now();
  const cells = await compare(bench, {
    scale,
    longestSeconds,
    isWanted,
    onRun: (...run) => console.log(runLine(...run)),
  });
  const growth = isWanted('growth') ? await measureGrowth(bench, 0.2 * GB * Math.min(1, 10 * scale)) : [];
  const limits = isWanted('limits') ? await measureLimits(bench, largeGB) : [];
  const buffers = isWanted('buffers') ? await measureBuffers(bench, 1.5 * GB) : [];
  const window = isWanted('window') ? await measureWindow(bench) : [];
  const figures: readonly Figure[] = [...judge(cells), ...growth, ...limits, ...buffers, ...window];
  const minutes = Math.round((performance.now() - startedAt) / 60_000);
  const markdown = [
    `Made in ${minutes} minutes with \`--scale ${scale} --longest ${longestSeconds}\`. Times are divided by skopeo's.`,
    ...(cells.length > 0 ? [comparisonTable(cells)] : []),
    ...(figures.length > 0 ? [figuresTable(figures)] : []),
  ].join('\n\n');
  return { markdown, ok: figures.every(({ ok }) => ok) };
}

async function main(): Promise<number> {
  if (
    values.help ||
    !(scale > 0) ||
    !(longestSeconds > 0) ||
    !(largeGB > 0.1) ||
    (values.write && values.only !== '')
  ) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  takeSkopeo();
  const folder = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-bench-'));
  const registry = await startBenchRegistry();
  try {
    await writeAwsHome(folder, { profiles: [build, production], endpoint: registry.endpoint });
    const images = await registry.seed('small', [{ layers: [['small', 5000]], tags: ['v1'] }]);
    const warmUp = { from: 'small', to: 'another-registry', repository: '', images } as const;
    const { markdown, ok } = await measureAll({ registry, folder, warmUp });
    console.log(`\n${markdown}`);
    if (values.write) await writeDocument('benchmarks.md', markdown);
    return ok ? 0 : 1;
  } finally {
    await registry.close();
    await rm(folder, { recursive: true });
  }
}

process.exitCode = await main();
