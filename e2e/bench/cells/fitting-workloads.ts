import type { BenchNetwork } from './networks.ts';
import { idealSeconds } from './ideal-seconds.ts';
import type { Workload } from '../workloads/workloads.ts';
import { workloadsOf } from '../workloads/workloads.ts';

/** What the link would take if every layer had to move, in seconds. */
const linkSeconds = ({ shape }: BenchNetwork, workload: Workload): number =>
  idealSeconds(shape, { ...workload, to: 'another-registry', isThere: false }) ?? 0;

/**
 * All workloads for a network; one whose bytes alone would take longer than so many seconds there is made as much
 * smaller as it takes too long. Where the link decides, its size does not.
 */
export const fittingWorkloads = (
  network: BenchNetwork,
  scale: number,
  longestSeconds: number,
): readonly Workload[] =>
  workloadsOf(network.name, scale).map((workload) => {
    const seconds = linkSeconds(network, workload);
    if (seconds <= longestSeconds) return workload;
    const smaller = workloadsOf(network.name, (scale * longestSeconds) / seconds);
    return smaller.find(({ name }) => name === workload.name) ?? workload;
  });
