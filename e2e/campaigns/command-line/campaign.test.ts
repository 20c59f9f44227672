import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('a sample of arguments and answers ends with a known exit code and clean output', async () => {
  const figures = await campaign.run({ size: campaign.sampleSize, seed: 7, report: () => undefined });
  expect(figures.filter(({ holds }) => !holds)).toEqual([]);
});
