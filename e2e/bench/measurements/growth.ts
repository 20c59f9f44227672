import { grownImage } from '../workloads/workloads.ts';
import { networks } from '../cells/networks.ts';
import type { Outcome } from '../cells/run-cell.ts';
import { runCell } from '../cells/run-cell.ts';
import type { Bench } from '../contenders/contenders.ts';
import type { Figure } from '../report/figures-table.ts';

const MB = 1_000_000;

/** Memory is constant when ten times the bytes take at most this much more of it, in bytes. */
const flat = 50 * MB;

async function copyOf(bench: Bench, bytes: number): Promise<Outcome> {
  const lan = networks.find(({ name }) => name === 'lan');
  if (!lan) throw new Error('There is no such network.');
  const name = `growth/${bytes}`;
  const image = grownImage(name, bytes);
  const images = await bench.registry.seed(name, [image]);
  const workload = {
    name,
    description: name,
    images: [image],
    to: 'another-registry',
    isThere: false,
  } as const;
  return runCell(bench, 'auto', lan, workload, name, images);
}

/** Whether ten times the bytes take at most ten times the time, with constant memory. The fixed cost of a copy lowers the ratio. */
export async function measureGrowth(bench: Bench, bytes: number): Promise<readonly Figure[]> {
  const [one, ten] = [await copyOf(bench, bytes), await copyOf(bench, 10 * bytes)];
  const what = `${bytes / MB} MB, then ${(10 * bytes) / MB} MB on the LAN`;
  if (one.kind === 'failed' || ten.kind === 'failed') {
    return [{ what, limit: 'copied', measured: 'failed', ok: false }];
  }
  const times = ten.run.seconds / one.run.seconds;
  const [before, after] = [one, ten].map(({ run: { memory } }) => memory.peak - memory.idle);
  const more = (after ?? 0) - (before ?? 0);
  return [
    {
      what: `time for 10 × the bytes: ${what}`,
      limit: '11 ×',
      measured: `${times.toFixed(1)} ×`,
      ok: times <= 11,
    },
    {
      what: 'memory for 10 × the bytes',
      limit: `+ ${flat / MB} MB`,
      measured: `${more < 0 ? '-' : '+'} ${Math.round(Math.abs(more) / MB)} MB`,
      ok: more <= flat,
    },
  ];
}
