import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('exits with a documented code and clean output for a sample of arguments and responses', async () => {
  const figures = await campaign.run({ size: campaign.sampleSize, seed: 7, report: () => undefined });
  expect(figures.filter(({ isWithinLimit }) => !isWithinLimit)).toEqual([]);
});
