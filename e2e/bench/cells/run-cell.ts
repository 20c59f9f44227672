import type { Bench, ContenderName } from '../contenders/contenders.ts';
import { copyBy } from '../contenders/contenders.ts';
import type { CallFigures, CopyFigures, SeededImage } from '../processes/messages.ts';
import type { BenchNetwork } from './networks.ts';
import type { Workload } from '../workloads/workloads.ts';

/** One copy with its measured cost. */
export interface Run extends CopyFigures {
  readonly calls: CallFigures;
}

export type Outcome =
  | { readonly kind: 'copied'; readonly run: Run; readonly repeated: number }
  | { readonly kind: 'failed'; readonly why: string };

/** A copy that takes fewer seconds is made three times, and the median counts. */
const quick = 3;

let count = 0;

/** Copies once with a contender, into a new repository that is checked afterwards. */
async function runOnce(
  bench: Bench,
  contender: ContenderName,
  { shape }: BenchNetwork,
  { to, isThere }: Workload,
  from: string,
  images: readonly SeededImage[],
): Promise<Run> {
  const { registry, warmUp } = bench;
  count += 1;
  const repository = `${contender}-${count}/${from}`;
  const warm = { ...warmUp, repository: `warm-${count}` };
  await registry.shape({});
  await registry.prepare(warm.to, warm.repository, warm.from, false);
  await registry.prepare(to, repository, from, isThere);
  const begin = async (): Promise<void> => {
    await registry.shape(shape);
    await registry.takeCalls();
  };
  const figures = await copyBy(
    contender,
    { ...bench, warmUp: warm },
    { from, to, repository, images },
    begin,
  );
  const calls = await registry.takeCalls();
  await registry.check(to, repository, from);
  return { ...figures, calls };
}

/** Copies with a contender, several times when it is quick. */
export async function runCell(
  bench: Bench,
  contender: ContenderName,
  network: BenchNetwork,
  workload: Workload,
  from: string,
  images: readonly SeededImage[],
): Promise<Outcome> {
  const runs: Run[] = [];
  try {
    do runs.push(await runOnce(bench, contender, network, workload, from, images));
    while (runs.length < 3 && (runs[0]?.seconds ?? 0) < quick);
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
  const middle = runs.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)];
  return middle ? { kind: 'copied', run: middle, repeated: runs.length } : { kind: 'failed', why: 'no run' };
}
