import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('copies every image in a sample of the state machine campaign', async () => {
  const figures = await campaign.run({ size: campaign.sampleSize, seed: 1, report: () => undefined });
  expect(figures.filter(({ isWithinLimit }) => !isWithinLimit)).toEqual([]);
});
