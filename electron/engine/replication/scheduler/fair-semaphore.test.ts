import { expect, test } from 'vitest';
import { createFairLane } from './fair-semaphore.ts';

/** Work that ends when it is told to, and a note of what began. */
function createWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    start: (name: string) => (): Promise<string> => {
      begun.push(name);
      return new Promise((resolve) => ends.set(name, () => resolve(name)));
    },
    async end(name: string): Promise<void> {
      ends.get(name)?.();
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    },
  };
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

test('the largest goes first, and the earlier of two of the same size', async () => {
  const lane = createFairLane(1);
  const work = createWork();
  const owner = {};
  const all = [
    ['now', 1],
    ['small', 1],
    ['large', 9],
    ['first', 5],
    ['second', 5],
  ] as const;
  const results = Promise.all(all.map(([name, size]) => lane.run(owner, size, work.start(name))));
  await settle();
  for (const name of ['now', 'large', 'first', 'second', 'small']) await work.end(name);
  expect(work.begun).toEqual(['now', 'large', 'first', 'second', 'small']);
  expect(await results).toEqual(['now', 'small', 'large', 'first', 'second']);
  expect(lane.isCrowded).toBe(false);
});

test('who comes later with larger work does not keep the others waiting, and all together stay within the limit', async () => {
  const lane = createFairLane(4);
  const work = createWork();
  const [one, two] = [{}, {}];
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) void lane.run(one, 1, work.start(`one ${name}`));
  for (const name of ['a', 'b', 'c']) void lane.run(two, 100, work.start(`two ${name}`));
  await settle();
  expect(work.begun).toEqual(['one a', 'one b', 'one c', 'one d']);
  await work.end('one a');
  await work.end('one b');
  // Two of each are on their way: the next place is anybody's.
  expect(work.begun.slice(4)).toEqual(['two a', 'two b']);
  await work.end('two a');
  await work.end('one c');
  expect(work.begun.slice(6).toSorted()).toEqual(['one e', 'two c']);
});

test('a higher limit lets more begin at once; a failure leaves its place', async () => {
  const lane = createFairLane(1);
  const work = createWork();
  const failing = lane.run({}, 1, () => Promise.reject(new Error('lost')));
  for (const name of ['a', 'b', 'c']) void lane.run({}, 1, work.start(name));
  await expect(failing).rejects.toThrow('lost');
  await settle();
  expect(work.begun).toEqual(['a']);
  lane.concurrency = 3;
  await settle();
  expect(work.begun).toEqual(['a', 'b', 'c']);
});
