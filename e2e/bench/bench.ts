import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAwsHome } from '../../electron/testing/aws-home/write-aws-home.ts';
import { bundleCliIfStale } from '../../electron/testing/cli/cli-bundle.ts';
import { takeSkopeo } from '../images/take-skopeo.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { casesTable } from './cases/cases-table.ts';
import { judgeCases } from './cases/judge-cases.ts';
import { measureCases } from './cases/measure-cases.ts';
import type { Bench } from './cases/run-case.ts';
import { measureBandwidthLimit } from './measurements/bandwidth-limit.ts';
import { measureProgressShare } from './measurements/progress-share.ts';
import { openLink } from './network/link.ts';
import { measurePlanning } from './planning/measure-planning.ts';
import { startBenchRegistry } from './registry/bench-registry.ts';
import type { Figure } from './report/figures-table.ts';
import { figuresTable, isMet } from './report/figures-table.ts';
import { writeDocument } from './report/write-document.ts';
import { measureStart } from './start/measure-start.ts';
import { measureList } from './window/measure-list.ts';
import { measureWindow } from './window/measure-window.ts';

// npm run bench: compares whole processes of the command line with skopeo's and with the original algorithm's, and checks
// the limits of a copy, in one run against a local ECR in another process. Exits with 1 when a limit is exceeded.

const usage = `npm run bench -- [options]

  --only A,B  only what has A or B in its name: window, list, start, planning, bandwidth, progress, or cases such as lossy, distant/twelve, loopback/single/api
  --scale S   images of S times their size; 1 unless given, 20 with --only loopback/single for one layer of 20 GB
  --quick     the picture in three minutes: images of 0.15 times their size, without what takes longest
  --write     writes the tables into docs/benchmarks.md
`;

const { values } = parseArgs({
  options: {
    scale: { type: 'string' },
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const scale = Number(values.scale ?? (values.quick ? '0.15' : '1'));
const wanted = values.only.split(',');
/** What takes longest. */
const leftOutWhenQuick = [
  'window',
  'list',
  'start',
  'planning',
  'bandwidth',
  'quota',
  'many/skopeo',
  'original',
  'lossy/twelve/api',
  'lossy/single/api',
];
const isWanted = (name: string): boolean =>
  wanted.some((part) => name.includes(part)) &&
  !(values.quick && leftOutWhenQuick.some((part) => name.includes(part)));

const MB = 1_000_000;

/** Runs work with a folder that has the AWS files for a registry. */
async function withRegistry<Result>(
  options: Omit<Parameters<typeof startBenchRegistry>[0], 'folder'>,
  work: (bench: Pick<Bench, 'registry' | 'folder'>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-bench-'));
  const registry = await startBenchRegistry({ ...options, folder });
  try {
    await writeAwsHome(folder, { profiles: [build, production], endpoint: registry.endpoint });
    return await work({ registry, folder });
  } finally {
    await registry.close();
    await rm(folder, { recursive: true });
  }
}

async function measureCopies(): Promise<{
  readonly figures: readonly Figure[];
  readonly markdown: readonly string[];
}> {
  const answer = await openLink();
  const link = answer.kind === 'link' ? answer.link : undefined;
  try {
    const { cases, figures } = await withRegistry({ scheme: 'https', link }, async (parts) => {
      const bench = { ...parts, link };
      return {
        cases: await measureCases(bench, { scale, repeatSeconds: values.quick ? 4 : 20 }, isWanted),
        figures: [
          ...(isWanted('bandwidth') ? await measureBandwidthLimit(bench) : []),
          ...(isWanted('progress') ? await measureProgressShare(bench, 1000 * MB * Math.min(1, scale)) : []),
        ],
      };
    });
    const where =
      answer.kind === 'link'
        ? 'Between two network namespaces.'
        : `On the loopback, which the local ECR shapes, because there are no network namespaces: ${answer.why}.`;
    return {
      figures: [...judgeCases(cases, scale), ...figures],
      markdown: cases.length > 0 ? [where, casesTable(cases)] : [],
    };
  } finally {
    await link?.close();
  }
}

async function main(): Promise<number> {
  if (values.help || !(scale > 0) || (values.write && (values.only !== '' || scale !== 1))) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  takeSkopeo();
  bundleCliIfStale();
  const startedAt = performance.now();
  const [load = 0] = loadavg();
  const copies = await measureCopies();
  const window = isWanted('window') ? await withRegistry({ scheme: 'http' }, measureWindow) : [];
  const start = isWanted('start') ? await measureStart() : [];
  const list = isWanted('list') ? await measureList() : [];
  const planning = isWanted('planning') ? await measurePlanning() : [];
  const figures = [...copies.figures, ...window, ...list, ...start, ...planning];
  const minutes = Math.max(1, Math.round((performance.now() - startedAt) / 60_000));
  const markdown = [
    `Made in ${minutes} minutes with \`--scale ${scale}\` on ${availableParallelism()} processors (load before: ${load.toFixed(1)}). Times and CPU are divided by skopeo's.`,
    ...copies.markdown,
    ...(figures.length > 0 ? [figuresTable(figures)] : []),
  ].join('\n\n');
  console.log(`\n${markdown}`);
  if (values.write) await writeDocument('benchmarks.md', markdown);
  return figures.every(isMet) ? 0 : 1;
}

process.exitCode = await main();
