import { expect, test } from 'vitest';
import { campaign } from './campaign.ts';

test('redacts a sample of generated secrets and leaves harmless texts unchanged', async () => {
  const lines: string[] = [];
  const figures = await campaign.run({
    size: campaign.sampleSize,
    seed: 7,
    report: (line) => lines.push(line),
  });
  expect(
    figures.filter(({ isWithinLimit }) => !isWithinLimit),
    lines.join('\n'),
  ).toEqual([]);
});
