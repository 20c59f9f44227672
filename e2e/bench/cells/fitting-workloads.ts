import type { BenchNetwork } from './networks.ts';
import { idealSeconds } from './ideal-seconds.ts';
import type { Workload } from '../workloads/workloads.ts';
import { workloadsOf } from '../workloads/workloads.ts';

/** Seconds that the link needs if every layer is transferred. */
const linkSeconds = ({ shape }: BenchNetwork, workload: Workload): number =>
  idealSeconds(shape, { ...workload, to: 'another-registry', isThere: false }) ?? 0;

/**
 * All workloads for a network; one whose bytes take longer than this many seconds is made smaller by the same factor.
 * Where the link decides the time, its size does not change the ratios.
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
