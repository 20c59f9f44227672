import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('a sample of generated secrets and harmless texts', async () => {
  const lines: string[] = [];
  const figures = await campaign.run({
    size: campaign.sampleSize,
    seed: 7,
    report: (line) => lines.push(line),
  });
  expect(
    figures.filter(({ holds }) => !holds),
    lines.join('\n'),
  ).toEqual([]);
});
