import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatRows } from '../report/markdown-table.ts';
import type { Scenario, ScenarioResult } from './scenarios.ts';
import { computeQuotaBound, simulateScenario } from './scenarios.ts';
import { simulateImages } from './simulated-images.ts';

const scenarios: readonly Scenario[] = [
  { kind: 'desktop', bandwidth: 12_500_000 },
  { kind: 'desktop', bandwidth: 125_000_000 },
  { kind: 'map', concurrency: 5 },
  { kind: 'map', concurrency: 10 },
  { kind: 'map', concurrency: 20 },
  { kind: 'map', concurrency: 20, byRepository: true },
  { kind: 'map', concurrency: 40 },
  { kind: 'map', concurrency: 100 },
];

function describeScenario(scenario: Scenario): string {
  switch (scenario.kind) {
    case 'desktop':
      return `desktop, ${(scenario.bandwidth * 8) / 1_000_000} Mbit/s`;
    case 'map':
      return `Distributed Map, MaxConcurrency ${scenario.concurrency}${scenario.byRepository ? ', items in the order of repositories' : ''}`;
  }
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

  const row = (scenario: Scenario, { seconds, throttled, sentBytes }: ScenarioResult): readonly string[] => [
    describeScenario(scenario),
    formatHours(seconds),
    (seconds / bound).toFixed(2),
    (sentBytes / bytes).toFixed(2),
    throttled.toLocaleString('en-US'),
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
    formatRows([['way', 'time', '÷ bound', 'bytes sent ÷ distinct bytes', 'throttled calls'], ...rows]),
  ].join('\n\n');
}
