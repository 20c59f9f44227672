import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('answers a sample of calls, within bounds and in linear time', async () => {
  const figures = await campaign.run({ size: campaign.sampleSize, seed: 7, report: () => undefined });
  expect(figures.filter(({ isWithinLimit }) => !isWithinLimit)).toEqual([]);
});
