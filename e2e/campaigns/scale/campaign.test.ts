import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('drops nothing in a sample of the scale campaign', async () => {
  const figures = await campaign.run({ size: campaign.sampleSize, seed: 1, report: () => undefined });
  // Times are for the full run: they mean nothing on a busy machine.
  const counts = figures.filter(({ demanded }) => !demanded.startsWith('≤'));
  expect(counts.map(({ found, demanded }) => [found, demanded])).toEqual([
    ['2000', '2000'],
    ['100', '100'],
  ]);
});
