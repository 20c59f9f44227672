import { fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAwsHome } from '../../../electron/testing/aws-home/write-aws-home.ts';
import { nodeOptions } from '../../../electron/testing/cli/node-arguments.ts';
import { build, production } from '../../accounts/test-accounts.ts';
import { messageOf } from '../processes/next-message.ts';
import type { Figure } from '../report/figures-table.ts';
import type { PlanningFigures } from './plan-process.ts';
import type { PlanningAnswer, PlanningSetup } from './planning-registry.ts';

// The calls, memory and time of a plan of many images, of which 20 % are indexes and 5 % have referrers.

const MB = 1_000_000;
const callsPerImageLimit = 0.05;
const memoryLimit = 250;
/** Five times the images. */
const growthLimit = 5.5;

interface Measured extends PlanningFigures {
  readonly byOperation: Readonly<Record<string, number>>;
  readonly calls: number;
}

/** @param folder for the AWS files. */
async function measurePlan(folder: string, setup: PlanningSetup): Promise<Measured> {
  const registry = fork(join(import.meta.dirname, 'planning-registry.ts'), [JSON.stringify(setup)]);
  try {
    const ready = await messageOf<PlanningAnswer>(registry);
    if (ready.kind !== 'ready') throw new Error(`The registry answered ${ready.kind}.`);
    await mkdir(folder, { recursive: true });
    await writeAwsHome(folder, { profiles: [build, production], endpoint: ready.endpoint });
    const profiles = process.env['BENCH_CPU_PROFILES'];
    const planner = fork(join(import.meta.dirname, 'plan-process.ts'), {
      env: {
        PATH: process.env['PATH'],
        AWS_CONFIG_FILE: join(folder, '.aws', 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, '.aws', 'credentials'),
      },
      execArgv: [
        ...nodeOptions,
        ...(profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`]),
      ],
    });
    const figures = await messageOf<PlanningFigures>(planner);
    if (planner.connected) planner.disconnect();
    registry.send({});
    const answer = await messageOf<PlanningAnswer>(registry);
    if (answer.kind !== 'calls') throw new Error(`The registry answered ${answer.kind}.`);
    const calls = Object.values(answer.byOperation).reduce((sum, count) => sum + count, 0);
    return { ...figures, byOperation: answer.byOperation, calls };
  } finally {
    if (registry.connected) registry.disconnect();
  }
}

const describe = ({ images, isThere, latencyMs }: PlanningSetup): string =>
  `plan of ${images} images, ${isThere ? 'all' : 'none'} there, ${latencyMs} ms`;

const callsFigure = (setup: PlanningSetup, { calls, images }: Measured): Figure => ({
  what: `calls for each image, ${describe(setup)}`,
  limit: String(callsPerImageLimit),
  measured: (calls / images).toFixed(3),
  ok: calls <= callsPerImageLimit * images,
});

const memoryFigure = (setup: PlanningSetup, { peak }: Measured): Figure => ({
  what: `peak resident memory, ${describe(setup)}`,
  limit: `${memoryLimit} MB`,
  measured: `${Math.round(peak / MB)} MB`,
  ok: peak <= memoryLimit * MB,
});

/** @param folder a folder of the bench. */
export async function measurePlanning(folder: string): Promise<readonly Figure[]> {
  const measureSetup = async (setup: PlanningSetup): Promise<Measured> => {
    const plan = await measurePlan(join(folder, 'planning'), setup);
    const cost = `${plan.seconds.toFixed(1)} s, ${plan.cpu.toFixed(1)} s of CPU, ${plan.calls} calls`;
    console.log(`${describe(setup)}: ${cost}`);
    return plan;
  };
  const none = { images: 10_000, isThere: false, latencyMs: 0 };
  const all = { images: 10_000, isThere: true, latencyMs: 40 };
  const many = { images: 50_000, isThere: false, latencyMs: 0 };
  const planOfNone = await measureSetup(none);
  const planOfAll = await measureSetup(all);
  const planOfMany = await measureSetup(many);
  const growth = planOfMany.cpu / planOfNone.cpu;
  return [
    callsFigure(none, planOfNone),
    memoryFigure(none, planOfNone),
    callsFigure(all, planOfAll),
    memoryFigure(all, planOfAll),
    callsFigure(many, planOfMany),
    {
      what: 'CPU of a plan of 50000 images ÷ 10000',
      limit: String(growthLimit),
      measured: growth.toFixed(1),
      ok: growth <= growthLimit,
    },
  ];
}
