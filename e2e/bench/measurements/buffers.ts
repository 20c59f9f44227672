import { nodeOptions } from '../../../electron/testing/cli/node-arguments.ts';
import { grownImage } from '../workloads/workloads.ts';
import type { Bench } from '../contenders/contenders.ts';
import { copyBy } from '../contenders/contenders.ts';
import type { CopyFigures, CopyJob } from '../processes/messages.ts';
import type { Figure } from '../report/figures-table.ts';

// The effect of the collections of `collect-buffers.ts`: copies with `--expose-gc`, as the command line runs, divided by copies
// without it, as the app runs. The two alternate, so that other work on the machine affects both.

const MB = 1_000_000;
/** Copies of each kind; the median counts. */
const rounds = 3;
/** Ratios of CPU and memory, with the flag divided by without it. */
const maximum = 1;

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const figureOf = (
  what: string,
  unit: string,
  withFlag: readonly number[],
  without: readonly number[],
): Figure => {
  const ratio = middle(withFlag) / middle(without);
  return {
    what: `${what}, with --expose-gc divided by without`,
    limit: `${maximum} ×`,
    measured: `${ratio.toFixed(2)} × (${middle(withFlag).toFixed(1)} / ${middle(without).toFixed(1)} ${unit})`,
    ok: ratio <= maximum,
  };
};

/** Seconds of user and system time. */
const cpuOf = ({ cpu }: CopyFigures): number => cpu.copy;
/** In 10⁶ bytes. */
const peakOf = ({ memory }: CopyFigures): number => memory.peak / MB;

/** @param bytes bytes of each copy. */
export async function measureBuffers(bench: Bench, bytes: number): Promise<readonly Figure[]> {
  const { registry, warmUp } = bench;
  await registry.shape({});
  const from = 'buffers';
  const images = await registry.seed(from, [grownImage(from, bytes)]);
  let count = 0;

  const copy = async (uploadMethod: 'api' | 'registry', options: readonly string[]): Promise<CopyFigures> => {
    count += 1;
    const warm = { ...warmUp, repository: `warm/${from}-${count}` };
    const job: CopyJob = { from, to: 'another-registry', repository: `copied/${from}-${count}`, images };
    for (const { to, repository } of [warm, job]) await registry.prepare(to, repository, from, false);
    const begin = async (): Promise<void> => void (await registry.takeCalls());
    const figures = await copyBy(uploadMethod, { ...bench, warmUp: warm }, job, begin, options);
    await registry.check(job.to, job.repository, from);
    return figures;
  };

  const figures: Figure[] = [];
  for (const uploadMethod of ['registry', 'api'] as const) {
    const withFlag: CopyFigures[] = [];
    const without: CopyFigures[] = [];
    for (let round = 0; round < rounds; round += 1) {
      withFlag.push(await copy(uploadMethod, nodeOptions));
      without.push(await copy(uploadMethod, []));
    }
    const what = `${bytes / MB} MB by ${uploadMethod}`;
    figures.push(
      figureOf(`CPU of ${what}`, 's', withFlag.map(cpuOf), without.map(cpuOf)),
      figureOf(`peak memory of ${what}`, 'MB', withFlag.map(peakOf), without.map(peakOf)),
    );
  }
  return figures;
}
