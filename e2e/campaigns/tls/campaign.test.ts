import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('sends no request over a connection with a bad certificate', async () => {
  const lines: string[] = [];
  const figures = await campaign.run({
    size: campaign.sampleSize,
    seed: 1,
    report: (line) => lines.push(line),
  });
  expect(
    figures.filter(({ isWithinLimit }) => !isWithinLimit),
    lines.join('\n'),
  ).toEqual([]);
});
