import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('a sample of servers that say back what they were sent', async () => {
  const lines: string[] = [];
  const figures = await campaign.run({
    size: campaign.sampleSize,
    seed: 3,
    report: (line) => lines.push(line),
  });
  expect(
    figures.filter(({ holds }) => !holds),
    lines.join('\n'),
  ).toEqual([]);
});
