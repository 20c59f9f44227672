import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAwsHome } from '../../../electron/testing/aws-home/write-aws-home.ts';
import { nodeArguments } from '../../../electron/testing/cli/node-arguments.ts';
import { build, production } from '../../accounts/test-accounts.ts';
import type { ProcessCost } from '../contenders/run-measured.ts';
import { runMeasured } from '../contenders/run-measured.ts';
import { messageOf } from '../processes/next-message.ts';
import type { Figure } from '../report/figures-table.ts';
import type { PlanningCalls, PlanningRegistry, PlanningSetup } from './planning-registry.ts';

// The calls, memory and CPU of the command `plan` for all images of a repository, of which 20 % are indexes and 5 % have
// referrers.

const MB = 1_000_000;
const callsPerImageLimit = 0.05;
const memoryLimit = 250;
/** For five times the images. */
const growthLimit = 5.5;

interface PlanCost extends ProcessCost {
  readonly images: number;
  readonly calls: number;
}

async function runPlanCommand(setup: PlanningSetup): Promise<PlanCost> {
  const folder = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-bench-'));
  const registry = fork(join(import.meta.dirname, 'planning-registry.ts'), [JSON.stringify(setup)]);
  try {
    const { endpoint } = await messageOf<PlanningRegistry>(registry);
    await writeAwsHome(folder, { profiles: [build, production], endpoint });
    const { cost } = await runMeasured(
      {
        words: [
          process.execPath,
          ...nodeArguments,
          'plan',
          `--source-profile=${build.name}`,
          '--source=many',
          `--destination-profile=${production.name}`,
          '--destination=many',
          `--user-data-dir=${folder}`,
        ],
        environment: {
          PATH: process.env['PATH'],
          HOME: folder,
          AWS_CONFIG_FILE: join(folder, '.aws', 'config'),
          AWS_SHARED_CREDENTIALS_FILE: join(folder, '.aws', 'credentials'),
        },
      },
      { device: 'lo' },
    );
    registry.send({});
    const byOperation = await messageOf<PlanningCalls>(registry);
    const calls = Object.values(byOperation).reduce((sum, count) => sum + count, 0);
    const { images, isThere, latencyMs } = setup;
    const times = `${cost.seconds.toFixed(1)} s, ${cost.cpuSeconds.toFixed(1)} s of CPU`;
    console.log(`${describe({ images, isThere, latencyMs })}: ${times}, ${JSON.stringify(byOperation)}`);
    return { ...cost, images, calls };
  } finally {
    if (registry.connected) registry.disconnect();
    await rm(folder, { recursive: true });
  }
}

const describe = ({ images, isThere, latencyMs }: PlanningSetup): string =>
  `plan of ${images} images, ${isThere ? 'all' : 'none'} there, ${latencyMs} ms`;

const callsFigure = (setup: PlanningSetup, { calls, images }: PlanCost): Figure => ({
  what: `calls for each image, ${describe(setup)}`,
  limit: String(callsPerImageLimit),
  measured: (calls / images).toFixed(3),
  ok: calls <= callsPerImageLimit * images,
});

const memoryFigure = (setup: PlanningSetup, { peakMemory }: PlanCost): Figure => ({
  what: `peak resident memory, ${describe(setup)}`,
  limit: `${memoryLimit} MB`,
  measured: `${Math.round(peakMemory / MB)} MB`,
  ok: peakMemory <= memoryLimit * MB,
});

export async function measurePlanning(): Promise<readonly Figure[]> {
  const none = { images: 10_000, isThere: false, latencyMs: 0 };
  const all = { images: 10_000, isThere: true, latencyMs: 40 };
  const many = { images: 50_000, isThere: false, latencyMs: 0 };
  const costOfNone = await runPlanCommand(none);
  const costOfAll = await runPlanCommand(all);
  const costOfMany = await runPlanCommand(many);
  const growth = costOfMany.cpuSeconds / costOfNone.cpuSeconds;
  return [
    callsFigure(none, costOfNone),
    memoryFigure(none, costOfNone),
    callsFigure(all, costOfAll),
    memoryFigure(all, costOfAll),
    callsFigure(many, costOfMany),
    {
      what: 'CPU of a plan of 50000 images ÷ 10000',
      limit: String(growthLimit),
      measured: growth.toFixed(1),
      ok: growth <= growthLimit,
    },
  ];
}
