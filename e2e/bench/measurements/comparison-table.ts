import type { Cell } from './comparison.ts';
import { cpuRatio, linkShare, runOf, timeRatio } from './judge.ts';
import { formatRows } from '../report/markdown-table.ts';

const ratio = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(2));
const percent = (value: number | undefined): string =>
  value === undefined ? '–' : `${Math.round(100 * value)} %`;
const count = (value: number | undefined): string => (value === undefined ? '–' : String(value));
const megabytes = (value: number | undefined): string =>
  value === undefined ? '–' : String(Math.round(value / 1_000_000));

const above = (cell: Cell, contender: 'auto' | 'api'): number | undefined => {
  const memory = runOf(cell, contender)?.memory;
  return memory && memory.peak - memory.idle;
};

/** Ratios, and counts that are the same on every machine, for each cell. */
export const comparisonTable = (cells: readonly Cell[]): string =>
  formatRows([
    [
      'network',
      'images',
      'automatic',
      'unverified',
      'by registry',
      'by API',
      'original',
      'link: ours, skopeo',
      'CPU: registry, API',
      'MB: automatic, API',
      'requests: ours, skopeo, original',
      'round trips',
    ],
    ...cells.map((cell) => [
      cell.network.description,
      `${cell.workload.description}, ${megabytes(cell.size)} MB`,
      ratio(timeRatio(cell, 'auto', 'skopeo')),
      ratio(timeRatio(cell, 'unverified', 'skopeo')),
      ratio(timeRatio(cell, 'registry', 'skopeo')),
      ratio(timeRatio(cell, 'api', 'skopeo')),
      ratio(timeRatio(cell, 'original', 'skopeo')),
      `${percent(linkShare(cell, 'auto'))}, ${percent(linkShare(cell, 'skopeo'))}`,
      `${ratio(cpuRatio(cell, 'registry'))}, ${ratio(cpuRatio(cell, 'api'))}`,
      `${megabytes(above(cell, 'auto'))}, ${megabytes(above(cell, 'api'))}`,
      (['auto', 'skopeo', 'original'] as const)
        .map((name) => count(runOf(cell, name)?.calls.requests))
        .join(', '),
      count(runOf(cell, 'auto')?.calls.roundTrips),
    ]),
  ]);
