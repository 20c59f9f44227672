import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('a sample of the scale campaign drops nothing', async () => {
  const figures = await campaign.run({ size: campaign.sampleSize, seed: 1, report: () => undefined });
  // Times are for the full run: a busy machine says nothing about them.
  const counts = figures.filter(({ demanded }) => !demanded.startsWith('≤'));
  expect(counts.map(({ found, demanded }) => [found, demanded])).toEqual([
    ['2000', '2000'],
    ['100', '100'],
  ]);
});
