import { beforeEach, expect, test, vi } from 'vitest';
import type { Job, JobList } from './job-list.ts';
import { createJobList } from './job-list.ts';

interface Counter {
  readonly id: string;
  readonly count: number;
}

const send = vi.fn<(id: string, change: number) => void>();
const onRemoved = vi.fn<(id: string) => void>();
let jobs: JobList<Counter, number>;

beforeEach(() => {
  send.mockClear();
  onRemoved.mockClear();
  jobs = createJobList<Counter, number>({
    maxJobs: 2,
    applyChange: (data, change) => ({ ...data, count: data.count + change }),
    send,
    removedMessage: 'This job was removed.',
    onRemoved,
  });
});

/** Starts a job that runs until it is aborted. */
const startEndless = (id: string): Job<Counter, number> => {
  jobs.start({ id, count: 0 }, async ({ signal }) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => resolve());
    await promise;
  });
  return jobs.get(id);
};

test('applies and sends each change of a running job', async () => {
  jobs.start({ id: 'a', count: 0 }, async (job) => {
    job.update(1);
    await Promise.resolve();
    job.update(2);
  });
  await jobs.whenFinished('a');
  expect(jobs.list()).toEqual([{ id: 'a', count: 3 }]);
  expect(send.mock.calls).toEqual([
    ['a', 1],
    ['a', 2],
  ]);
});

test('cancels a job, which stays in the list', async () => {
  const job = startEndless('a');
  jobs.cancel('a');
  await jobs.whenFinished('a');
  expect(job.signal.aborted).toBe(true);
  expect(jobs.list()).toEqual([{ id: 'a', count: 0 }]);
});

test('removes the oldest job from a full list, and sends no more of its changes', () => {
  const oldest = startEndless('a');
  startEndless('b');
  startEndless('c');
  expect(jobs.list().map(({ id }) => id)).toEqual(['c', 'b']);
  expect(oldest.signal.aborted).toBe(true);
  expect(oldest.isListed).toBe(false);
  expect(onRemoved.mock.calls).toEqual([['a']]);
  oldest.update(1);
  expect(send).not.toHaveBeenCalled();
});

test('fails with the message of a removed job', () => {
  startEndless('a');
  jobs.remove('a');
  jobs.remove('a');
  expect(onRemoved).toHaveBeenCalledTimes(1);
  expect(() => jobs.get('a')).toThrow('This job was removed.');
  expect(() => jobs.cancel('a')).toThrow('This job was removed.');
});
