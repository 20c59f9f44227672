import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('loses nothing in a sample of kills', async () => {
  const figures = await campaign.run({ size: campaign.sampleSize, seed: 1, report: () => undefined });
  expect(figures.filter(({ isWithinLimit }) => !isWithinLimit)).toEqual([]);
});
