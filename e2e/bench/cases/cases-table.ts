import type { ContenderName } from '../contenders/commands.ts';
import { formatRows } from '../report/markdown-table.ts';
import { sizeOf } from '../workloads/workloads.ts';
import type { MeasuredCase } from './measure-cases.ts';
import { runOf } from './measure-cases.ts';
import type { Run } from './run-case.ts';

/** One contender's figure divided by skopeo's. */
export function ratioOf(
  measured: MeasuredCase,
  contender: ContenderName,
  member: 'seconds' | 'cpuSeconds',
): number | undefined {
  const [own, skopeo] = [runOf(measured, contender), runOf(measured, 'skopeo')];
  return own && skopeo ? own[member] / skopeo[member] : undefined;
}

/** Ratios, and counts that are the same on every machine, for each case. */
export const casesTable = (cases: readonly MeasuredCase[]): string =>
  formatRows([
    [
      'network',
      'images',
      'time: registry, API, original',
      'CPU: registry, API',
      'resident MB: registry, API, skopeo',
      'MB on the wire: registry, API, skopeo',
      'requests: registry, skopeo',
      'round trips: registry, skopeo',
    ],
    ...cases.map((measured) => {
      const { network, workload, images } = measured.benchCase;
      const list = (contenders: readonly ContenderName[], show: (run: Run) => string): string =>
        contenders
          .map((name) => runOf(measured, name))
          .map((run) => (run ? show(run) : '–'))
          .join(', ');
      const ratios = (contenders: readonly ContenderName[], member: 'seconds' | 'cpuSeconds'): string =>
        contenders.map((name) => ratioOf(measured, name, member)?.toFixed(2) ?? '–').join(', ');
      return [
        network.description,
        `${workload}, ${Math.round(sizeOf(images) / 1e6)} MB`,
        ratios(['registry', 'api', 'original'], 'seconds'),
        ratios(['registry', 'api'], 'cpuSeconds'),
        list(['registry', 'api', 'skopeo'], ({ peakMemory }) => String(Math.round(peakMemory / 1e6))),
        list(['registry', 'api', 'skopeo'], ({ wireBytes }) => (wireBytes / 1e6).toFixed(1)),
        list(['registry', 'skopeo'], ({ requests }) => String(requests)),
        list(['registry', 'skopeo'], ({ roundTrips }) => String(roundTrips)),
      ];
    }),
  ]);
