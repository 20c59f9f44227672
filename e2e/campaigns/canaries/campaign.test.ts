import { expect, test, vi } from 'vitest';
import { campaign } from './campaign.ts';

// The log writes to the console that it finds as it is loaded: to the streams of this process, which are searched.
vi.hoisted(() => {
  for (const name of ['error', 'warn'] as const)
    console[name] = (...words: unknown[]) => void process.stderr.write(`${words.join(' ')}\n`);
});

test('a sample of servers that say back what they were sent', async () => {
  const lines: string[] = [];
  const figures = await campaign.run({
    size: campaign.sampleSize,
    seed: 35,
    report: (line) => lines.push(line),
  });
  expect(
    figures.filter(({ holds }) => !holds),
    lines.join('\n'),
  ).toEqual([]);
});
