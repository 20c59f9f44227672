import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('a sample of calls is answered, within bounds and in linear time', async () => {
  const figures = await campaign.run({ size: campaign.sampleSize, seed: 7, report: () => undefined });
  expect(figures.filter(({ holds }) => !holds)).toEqual([]);
});
