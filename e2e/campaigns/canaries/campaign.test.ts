import { expect, test, vi } from 'vitest';
import { campaign } from './campaign.ts';

// The log writes to the console object of its load time: to the streams of this process, which are searched.
vi.hoisted(() => {
  for (const name of ['error', 'warn'] as const)
    console[name] = (...words: unknown[]) => void process.stderr.write(`${words.join(' ')}\n`);
});

test('leaks no secret to a sample of servers that echo what they receive', async () => {
  const lines: string[] = [];
  const figures = await campaign.run({
    size: campaign.sampleSize,
    seed: 35,
    report: (line) => lines.push(line),
  });
  expect(
    figures.filter(({ isWithinLimit }) => !isWithinLimit),
    lines.join('\n'),
  ).toEqual([]);
});
