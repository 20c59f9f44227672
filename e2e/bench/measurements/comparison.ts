import type { BenchNetwork } from '../cells/networks.ts';
import { networks } from '../cells/networks.ts';
import type { Outcome } from '../cells/run-cell.ts';
import { runCell } from '../cells/run-cell.ts';
import type { Workload } from '../workloads/workloads.ts';
import { bytesToMove, idealSeconds } from '../cells/ideal-seconds.ts';
import { fittingWorkloads } from '../cells/fitting-workloads.ts';
import { sizeOf } from '../workloads/workloads.ts';
import type { Bench, ContenderName } from '../contenders/contenders.ts';
import { contenderNames } from '../contenders/contenders.ts';

/** One network, one kind of copy, all contenders. */
export interface Cell {
  readonly network: BenchNetwork;
  readonly workload: Pick<Workload, 'name' | 'description'>;
  /** Bytes of the images, each layer once. */
  readonly size: number;
  /** Bytes to transfer. */
  readonly bytes: number;
  /** Seconds; undefined where the link does not decide. */
  readonly ideal: number | undefined;
  readonly outcomes: ReadonlyMap<ContenderName, Outcome>;
}

export interface ComparisonOptions {
  readonly scale: number;
  /** Maximum seconds of the link for the bytes of a cell; a longer cell is made smaller. */
  readonly longestSeconds: number;
  /** Whether a cell such as `far/twelve/auto` is run. */
  readonly isWanted: (name: string) => boolean;
  readonly onRun: (cell: Cell, contender: ContenderName, outcome: Outcome) => void;
}

/** Runs every wanted cell, one copy at a time. */
export async function compare(
  bench: Bench,
  { scale, longestSeconds, isWanted, onRun }: ComparisonOptions,
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const network of networks) {
    for (const workload of fittingWorkloads(network, scale, longestSeconds)) {
      const name = `${network.name}/${workload.name}`;
      const contenders = contenderNames.filter((contender) => isWanted(`${name}/${contender}`));
      if (contenders.length === 0) continue;
      const images = await bench.registry.seed(name, workload.images);
      const outcomes = new Map<ContenderName, Outcome>();
      const cell = {
        network,
        workload,
        size: sizeOf(workload),
        bytes: bytesToMove(workload),
        ideal: idealSeconds(network.shape, workload),
        outcomes,
      };
      for (const contender of contenders) {
        const outcome = await runCell(bench, contender, network, workload, name, images);
        outcomes.set(contender, outcome);
        onRun(cell, contender, outcome);
      }
      cells.push(cell);
    }
  }
  return cells;
}
