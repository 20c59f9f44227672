import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatRows } from '../report/markdown-table.ts';
import type { ItemOrder, Scenario, ScenarioResult } from './scenarios.ts';
import { assumeReplicationTime } from './native-replication.ts';
import { computeQuotaBound, simulateScenario } from './scenarios.ts';
import { simulateImages } from './simulated-images.ts';

const scenarios: readonly Scenario[] = [
  { kind: 'desktop', bandwidth: 12_500_000 },
  { kind: 'desktop', bandwidth: 125_000_000 },
  ...[5, 10, 20, 40, 100].map((concurrency) => ({ kind: 'map', concurrency, order: 'exported' }) as const),
  { kind: 'map', concurrency: 20, order: 'largest-first' },
  { kind: 'map', concurrency: 20, order: 'by-repository' },
];

const orderNotes: Readonly<Record<ItemOrder, string>> = {
  exported: '',
  'largest-first': ', the largest items first',
  'by-repository': ', one repository after another',
};

function describeScenario(scenario: Scenario): string {
  switch (scenario.kind) {
    case 'desktop':
      return `desktop, ${(scenario.bandwidth * 8) / 1_000_000} Mbit/s`;
    case 'map':
      return `Distributed Map, MaxConcurrency ${scenario.concurrency}${orderNotes[scenario.order]}`;
  }
}

/** The row of ECR's own replication, which is not simulated. */
function formatReplication(bound: number): readonly string[] {
  const { low, high } = assumeReplicationTime(bound);
  return [
    'ECR’s own replication (assumption, not simulated)',
    `${formatHours(low)} to ${formatHours(high)}`,
    `${(low / bound).toFixed(2)} to ${(high / bound).toFixed(2)}`,
    'unknown',
    'none',
    'none',
  ];
}

const formatHours = (seconds: number): string => `${(seconds / 3600).toFixed(2)} h`;

/** Simulates all ways to copy many images. @returns the table and what it was computed from, in Markdown. */
export async function simulateScaling(
  count: number,
  regions: number,
  seed: number,
  onResult: (line: string) => void,
): Promise<string> {
  const images = simulateImages(count, regions, seed);
  const bound = computeQuotaBound(images);
  const layers = new Set(images.flatMap((image) => image.layers));
  const bytes = [...layers].reduce((sum, { size }) => sum + size, 0);

  const row = (
    scenario: Scenario,
    { seconds, throttled, repeated, sentBytes }: ScenarioResult,
  ): readonly string[] => [
    describeScenario(scenario),
    formatHours(seconds),
    (seconds / bound).toFixed(2),
    (sentBytes / bytes).toFixed(2),
    throttled.toLocaleString('en-US'),
    repeated.toLocaleString('en-US'),
  ];
  const rows: (readonly string[])[] = [];
  for (const scenario of scenarios) {
    const simulated = row(scenario, await simulateScenario(scenario, images));
    rows.push(simulated);
    onResult(simulated.join('  '));
  }
  return [
    `Simulated: ${formatCount(count, 'image')} for ${regions} regions, ${formatBytes(bytes)} of distinct layers, seed ${seed}. The bound is ` +
      `PutImage's quota, ten calls a second for each region: ${formatHours(bound)}.`,
    formatRows([
      ['method', 'time', '÷ bound', 'bytes sent ÷ distinct bytes', 'throttled calls', 'repeated items'],
      ...rows,
      formatReplication(bound),
    ]),
  ].join('\n\n');
}
