import { expect, test, vi } from 'vitest';
import { createQuitGuard } from './quit-guard.ts';
import type { QuitAnswer } from './quit-steps.ts';
import { recordingLog } from '../logging/recording-log.ts';
import type { StorageProblem } from '../../../shared/models/storage.ts';

/** Records that are only in memory. */
const notStored: StorageProblem = {
  kind: 'records-not-stored',
  failure: {
    reason: 'disk-full',
    path: '/data/records.db',
    folder: '/data',
    detail: 'database or disk is full',
  },
  unstored: { queue: 1, history: 2 },
};

function setUp({ copying = 0, active = 1, closingQuits = true, patience = 10_000, unstored = 0 } = {}) {
  const answers: PromiseWithResolvers<QuitAnswer>[] = [];
  const finishing = Promise.withResolvers<void>();
  const log = recordingLog();
  let problems = unstored > 0 ? [notStored] : [];
  let failingStores = unstored - 1;
  const ask = vi.fn((_copying: number, _unstored: readonly StorageProblem[]) => {
    const answer = Promise.withResolvers<QuitAnswer>();
    answers.push(answer);
    return answer.promise;
  });
  const finish = vi.fn(() => finishing.promise);
  const quit = vi.fn<() => void>();
  const hide = vi.fn<() => void>();
  const work = {
    count: () => copying,
    active: () => active,
    cancelAll: () => Promise.resolve(),
    unstored: () => problems,
    async store() {
      if (failingStores > 0) failingStores -= 1;
      else problems = [];
    },
  };
  const guard = createQuitGuard({ work, closingQuits, ask, hide, finish, patience, quit, log });
  const attempt = (way: 'onQuit' | 'onClose'): 'allowed' | 'held' => {
    const preventDefault = vi.fn<() => void>();
    guard[way]({ preventDefault });
    return preventDefault.mock.calls.length > 0 ? 'held' : 'allowed';
  };
  return { answers, finishing, log, ask, hide, finish, quit, attempt, guard };
}

test('with nothing being copied nobody is asked; the end comes after the work is finished', async () => {
  const { attempt, ask, finish, finishing, quit } = setUp();
  expect(attempt('onQuit')).toBe('held');
  expect(finish).toHaveBeenCalledOnce();
  expect(quit).not.toHaveBeenCalled();
  finishing.resolve();
  await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
  expect(ask).not.toHaveBeenCalled();
  expect(attempt('onQuit')).toBe('allowed');
  expect(attempt('onClose')).toBe('allowed');
});

test('while copying, one question is asked however often one closes', async () => {
  const { answers, attempt, ask, finish, finishing, quit } = setUp({ copying: 2 });
  expect(attempt('onClose')).toBe('held');
  expect(attempt('onClose')).toBe('held');
  expect(attempt('onQuit')).toBe('held');
  expect(ask.mock.calls).toEqual([[2, []]]);
  answers[0]?.resolve('quit');
  await vi.waitFor(() => expect(finish).toHaveBeenCalledOnce());
  expect(attempt('onClose')).toBe('held');
  finishing.resolve();
  await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
});

test('"Keep copying" keeps all as it was', async () => {
  const { answers, attempt, ask, finish, quit } = setUp({ copying: 1 });
  attempt('onQuit');
  answers[0]?.resolve('keep-copying');
  await vi.waitFor(() => {
    attempt('onQuit');
    expect(ask).toHaveBeenCalledTimes(2);
  });
  expect(finish).not.toHaveBeenCalled();
  expect(quit).not.toHaveBeenCalled();
});

test('a window may close where the app lives on without one', () => {
  const { attempt, finish } = setUp({ closingQuits: false });
  expect(attempt('onClose')).toBe('allowed');
  expect(finish).not.toHaveBeenCalled();
});

test('work that never ends does not keep the app from ending', async () => {
  const { attempt, log, quit } = setUp({ patience: 20 });
  attempt('onQuit');
  await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
  expect(log.lines.join()).toContain('20 ms');
});

test('work that fails does not either', async () => {
  const { attempt, finishing, log, quit } = setUp();
  attempt('onQuit');
  finishing.reject(new Error('stuck upload'));
  await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
  expect(log.lines.join()).toContain('stuck upload');
});

test('a question that cannot be asked is no leave to quit', async () => {
  const { answers, attempt, log, finish } = setUp({ copying: 1 });
  attempt('onQuit');
  answers[0]?.reject(new Error('no display'));
  await vi.waitFor(() => expect(log.lines.join()).toContain('no display'));
  expect(finish).not.toHaveBeenCalled();
});

test('in background the window goes, and the app ends when all has ended', async () => {
  const { answers, attempt, guard, hide, finish, finishing, quit } = setUp({ copying: 1 });
  attempt('onClose');
  answers[0]?.resolve('finish-in-background');
  await vi.waitFor(() => expect(hide).toHaveBeenCalledOnce());
  expect(finish).not.toHaveBeenCalled();
  guard.onSettled();
  expect(finish).toHaveBeenCalledOnce();
  finishing.resolve();
  await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce());
});

test('what has ended while the question was open is not waited for', async () => {
  const { answers, attempt, finish } = setUp({ copying: 1, active: 0 });
  attempt('onClose');
  answers[0]?.resolve('finish-in-background');
  await vi.waitFor(() => expect(finish).toHaveBeenCalledOnce());
});

test('a window that is shown again stays when all has ended', async () => {
  const { answers, attempt, guard, hide, finish } = setUp({ copying: 1 });
  attempt('onClose');
  answers[0]?.resolve('finish-in-background');
  await vi.waitFor(() => expect(hide).toHaveBeenCalledOnce());
  guard.onShown();
  guard.onSettled();
  expect(finish).not.toHaveBeenCalled();
});

test('records that are not stored are asked about, and quitting without them is the person’s choice', async () => {
  const { answers, attempt, ask, finish } = setUp({ unstored: 1 });
  expect(attempt('onQuit')).toBe('held');
  expect(ask.mock.calls).toEqual([[0, [notStored]]]);
  answers[0]?.resolve('keep-copying');
  await vi.waitFor(() => {
    attempt('onClose');
    expect(ask).toHaveBeenCalledTimes(2);
  });
  expect(finish).not.toHaveBeenCalled();
  answers[1]?.resolve('quit');
  await vi.waitFor(() => expect(finish).toHaveBeenCalledOnce());
});

test('a retry before quitting asks again until they are stored', async () => {
  const { answers, attempt, ask, finish } = setUp({ unstored: 2 });
  attempt('onQuit');
  answers[0]?.resolve('store-and-quit');
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
  expect(finish).not.toHaveBeenCalled();
  answers[1]?.resolve('store-and-quit');
  await vi.waitFor(() => expect(finish).toHaveBeenCalledOnce());
  expect(ask).toHaveBeenCalledTimes(2);
});

test('in background the end of the work asks about records that are not stored', async () => {
  const { answers, attempt, ask, guard, finish } = setUp({ copying: 1, unstored: 1 });
  attempt('onClose');
  answers[0]?.resolve('finish-in-background');
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  await Promise.resolve();
  guard.onSettled();
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
  expect(finish).not.toHaveBeenCalled();
});
