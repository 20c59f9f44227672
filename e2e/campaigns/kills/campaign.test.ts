import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('a sample of the kills campaign loses nothing', async () => {
  const figures = await campaign.run({ size: campaign.sampleSize, seed: 1, report: () => undefined });
  expect(figures.filter(({ holds }) => !holds)).toEqual([]);
});
