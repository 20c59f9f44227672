import { expect, test } from 'vitest';
import type { FairSemaphore, WorkRank } from './fair-semaphore.ts';
import { createFairSemaphore } from './fair-semaphore.ts';

const runWithSlot = async <T>(
  semaphore: FairSemaphore,
  owner: object,
  rank: WorkRank,
  work: () => Promise<T>,
): Promise<T> => {
  const free = await semaphore.acquire(owner, rank);
  return work().finally(free);
};

/** Work that ends on request, and the names of what was started. */
function createWork() {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    started,
    start: (name: string) => (): Promise<string> => {
      started.push(name);
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

test('starts the largest work first, and the earlier of two of the same size', async () => {
  const semaphore = createFairSemaphore(1);
  const work = createWork();
  const owner = {};
  const all = [
    ['now', 1],
    ['small', 1],
    ['large', 9],
    ['first', 5],
    ['second', 5],
  ] as const;
  const results = Promise.all(
    all.map(([name, size]) => runWithSlot(semaphore, owner, { size }, work.start(name))),
  );
  await settle();
  for (const name of ['now', 'large', 'first', 'second', 'small']) await work.end(name);
  expect(work.started).toEqual(['now', 'large', 'first', 'second', 'small']);
  expect(await results).toEqual(['now', 'small', 'large', 'first', 'second']);
  expect(semaphore.hasWaiting).toBe(false);
});

test('shares the slots between owners, whatever the size of their work, within the limit', async () => {
  const semaphore = createFairSemaphore(4);
  const work = createWork();
  const [one, two] = [{}, {}];
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
    void runWithSlot(semaphore, one, { size: 1 }, work.start(`one ${name}`));
  for (const name of ['a', 'b', 'c'])
    void runWithSlot(semaphore, two, { size: 100 }, work.start(`two ${name}`));
  await settle();
  expect(work.started).toEqual(['one a', 'one b', 'one c', 'one d']);
  await work.end('one a');
  await work.end('one b');
  // Two of each owner run: the next slot goes to either.
  expect(work.started.slice(4)).toEqual(['two a', 'two b']);
  await work.end('two a');
  await work.end('one c');
  expect(work.started.slice(6).toSorted()).toEqual(['one e', 'two c']);
});

test('starts more work at once when the limit is raised, and frees the slot of failed work', async () => {
  const semaphore = createFairSemaphore(1);
  const work = createWork();
  const failing = runWithSlot(semaphore, {}, { size: 1 }, () => Promise.reject(new Error('lost')));
  for (const name of ['a', 'b', 'c']) void runWithSlot(semaphore, {}, { size: 1 }, work.start(name));
  await expect(failing).rejects.toThrow('lost');
  await settle();
  expect(work.started).toEqual(['a']);
  semaphore.concurrency = 3;
  await settle();
  expect(work.started).toEqual(['a', 'b', 'c']);
});

test('starts what most images wait for, then the work of earlier images, then the largest', async () => {
  const semaphore = createFairSemaphore(1);
  const work = createWork();
  const owner = {};
  const growing = { images: 1, order: 2, size: 1 };
  const all: readonly (readonly [string, WorkRank])[] = [
    ['now', { size: 1 }],
    ['later image', { images: 1, order: 2, size: 9 }],
    ['small of the first image', { images: 1, order: 1, size: 1 }],
    ['large of the first image', { images: 1, order: 1, size: 2 }],
    ['shared', growing],
  ];
  const results = Promise.all(
    all.map(([name, rank]) => runWithSlot(semaphore, owner, rank, work.start(name))),
  );
  await settle();
  growing.images = 2;
  const order = ['now', 'shared', 'large of the first image', 'small of the first image', 'later image'];
  for (const name of order) await work.end(name);
  expect(work.started).toEqual(order);
  await results;
});
