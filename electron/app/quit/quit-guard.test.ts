import { expect, test, vi } from 'vitest';
import { createQuitGuard } from './quit-guard.ts';
import type { QuitAnswer } from './quit-steps.ts';
import { recordingLog } from '../../testing/recording-log.ts';
import type { StorageProblem } from '../../../shared/models/storage.ts';

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

function setUp({
  transfers = 0,
  active = 1,
  quitsOnClose = true,
  finishLimit = 10_000,
  unstored = 0,
  staysInTray = false,
} = {}) {
  const answers: PromiseWithResolvers<QuitAnswer>[] = [];
  const finishing = Promise.withResolvers<void>();
  const log = recordingLog();
  let problems = unstored > 0 ? [notStored] : [];
  let failingStores = unstored - 1;
  const ask = vi.fn((_transfers: number, _unstored: readonly StorageProblem[]) => {
    const answer = Promise.withResolvers<QuitAnswer>();
    answers.push(answer);
    return answer.promise;
  });
  const finish = vi.fn(() => finishing.promise);
  const quit = vi.fn<() => void>();
  const hide = vi.fn<() => void>();
  const work = {
    count: () => transfers,
    active: () => active,
    cancelAll: () => Promise.resolve(),
    unstored: () => problems,
    async store() {
      if (failingStores > 0) failingStores -= 1;
      else problems = [];
    },
  };
  const guard = createQuitGuard({
    work,
    quitsOnClose,
    staysInTray: () => staysInTray,
    ask,
    hide,
    finish,
    finishLimit,
    quit,
    log,
  });
  const attempt = (event: 'onQuit' | 'onClose'): 'allowed' | 'prevented' => {
    const preventDefault = vi.fn<() => void>();
    guard[event]({ preventDefault });
    return preventDefault.mock.calls.length > 0 ? 'prevented' : 'allowed';
  };
  return { answers, finishing, log, ask, hide, finish, quit, attempt, guard };
}

test('quits without a question when there is no work, after the rest is finished', async () => {
  const { attempt, ask, finish, finishing, quit } = setUp();
  expect(attempt('onQuit')).toBe('prevented');
  expect(finish).toHaveBeenCalledOnce();
  expect(quit).not.toHaveBeenCalled();
  finishing.resolve();
  await expect.poll(() => quit.mock.calls.length).toBe(1);
  expect(ask).not.toHaveBeenCalled();
  expect(attempt('onQuit')).toBe('allowed');
  expect(attempt('onClose')).toBe('allowed');
});

test('asks one question however often the window is closed', async () => {
  const { answers, attempt, ask, finish, finishing, quit } = setUp({ transfers: 2 });
  expect(attempt('onClose')).toBe('prevented');
  expect(attempt('onClose')).toBe('prevented');
  expect(attempt('onQuit')).toBe('prevented');
  expect(ask.mock.calls).toEqual([[2, []]]);
  answers[0]?.resolve('quit');
  await vi.waitFor(() => expect(finish).toHaveBeenCalledOnce());
  expect(attempt('onClose')).toBe('prevented');
  finishing.resolve();
  await expect.poll(() => quit.mock.calls.length).toBe(1);
});

test('keeps running after "Keep copying"', async () => {
  const { answers, attempt, ask, finish, quit } = setUp({ transfers: 1 });
  attempt('onQuit');
  answers[0]?.resolve('keep-copying');
  await vi.waitFor(() => {
    attempt('onQuit');
    expect(ask).toHaveBeenCalledTimes(2);
  });
  expect(finish).not.toHaveBeenCalled();
  expect(quit).not.toHaveBeenCalled();
});

test('allows closing the window where the app runs without a window', () => {
  const { attempt, finish } = setUp({ quitsOnClose: false });
  expect(attempt('onClose')).toBe('allowed');
  expect(finish).not.toHaveBeenCalled();
});

test('quits when work does not finish within the limit', async () => {
  const { attempt, log, quit } = setUp({ finishLimit: 20 });
  attempt('onQuit');
  await expect.poll(() => quit.mock.calls.length).toBe(1);
  expect(log.lines.join()).toContain('20 ms');
});

test('quits when finishing the work fails', async () => {
  const { attempt, finishing, log, quit } = setUp();
  attempt('onQuit');
  finishing.reject(new Error('stuck upload'));
  await expect.poll(() => quit.mock.calls.length).toBe(1);
  expect(log.lines.join()).toContain('stuck upload');
});

test('does not quit when the question cannot be shown', async () => {
  const { answers, attempt, log, finish } = setUp({ transfers: 1 });
  attempt('onQuit');
  answers[0]?.reject(new Error('no display'));
  await vi.waitFor(() => expect(log.lines.join()).toContain('no display'));
  expect(finish).not.toHaveBeenCalled();
});

test('hides the window in the background, and quits when no transfer is active', async () => {
  const { answers, attempt, guard, hide, finish, finishing, quit } = setUp({ transfers: 1 });
  attempt('onClose');
  answers[0]?.resolve('finish-in-background');
  await vi.waitFor(() => expect(hide).toHaveBeenCalledOnce());
  expect(finish).not.toHaveBeenCalled();
  guard.onInactive();
  expect(finish).toHaveBeenCalledOnce();
  finishing.resolve();
  await expect.poll(() => quit.mock.calls.length).toBe(1);
});

test('finishes at once when all transfers finished while the question was open', async () => {
  const { answers, attempt, finish } = setUp({ transfers: 1, active: 0 });
  attempt('onClose');
  answers[0]?.resolve('finish-in-background');
  await vi.waitFor(() => expect(finish).toHaveBeenCalledOnce());
});

test('keeps running when the window is shown again', async () => {
  const { answers, attempt, guard, hide, finish } = setUp({ transfers: 1 });
  attempt('onClose');
  answers[0]?.resolve('finish-in-background');
  await vi.waitFor(() => expect(hide).toHaveBeenCalledOnce());
  guard.onShown();
  guard.onInactive();
  expect(finish).not.toHaveBeenCalled();
});

test('asks about records that are not stored, and quits without them when the user chooses so', async () => {
  const { answers, attempt, ask, finish } = setUp({ unstored: 1 });
  expect(attempt('onQuit')).toBe('prevented');
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

test('asks again until a retry stores the records', async () => {
  const { answers, attempt, ask, finish } = setUp({ unstored: 2 });
  attempt('onQuit');
  answers[0]?.resolve('store-and-quit');
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
  expect(finish).not.toHaveBeenCalled();
  answers[1]?.resolve('store-and-quit');
  await vi.waitFor(() => expect(finish).toHaveBeenCalledOnce());
  expect(ask).toHaveBeenCalledTimes(2);
});

test('asks about records that are not stored when work finishes in the background', async () => {
  const { answers, attempt, ask, guard, finish } = setUp({ transfers: 1, unstored: 1 });
  attempt('onClose');
  answers[0]?.resolve('finish-in-background');
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  await Promise.resolve();
  guard.onInactive();
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
  expect(finish).not.toHaveBeenCalled();
});

test('ends with the given step after the work is finished, as an update does', async () => {
  const { guard, finish, finishing, quit, attempt } = setUp();
  const install = vi.fn<() => void>();
  const onCanceled = vi.fn<() => void>();
  guard.quitWith(install, onCanceled);
  expect(finish).toHaveBeenCalledOnce();
  expect(attempt('onClose')).toBe('prevented');
  expect(install).not.toHaveBeenCalled();
  finishing.resolve();
  await vi.waitFor(() => expect(install).toHaveBeenCalledOnce());
  expect(quit).not.toHaveBeenCalled();
  expect(onCanceled).not.toHaveBeenCalled();
  expect(attempt('onQuit')).toBe('allowed');
});

test('forgets the given step when the user keeps the app running', async () => {
  const { answers, guard, finishing, quit, attempt } = setUp({ transfers: 1 });
  const install = vi.fn<() => void>();
  const onCanceled = vi.fn<() => void>();
  guard.quitWith(install, onCanceled);
  answers[0]?.resolve('keep-copying');
  await vi.waitFor(() => expect(onCanceled).toHaveBeenCalledOnce());
  attempt('onQuit');
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  guard.quitWith(install, onCanceled);
  expect(onCanceled).toHaveBeenCalledTimes(2);
  answers[1]?.resolve('quit');
  finishing.resolve();
  await expect.poll(() => quit.mock.calls.length).toBe(1);
  expect(install).not.toHaveBeenCalled();
});

test('closing hides the window while the app stays in the tray, and only quitting asks', async () => {
  const { attempt, ask, hide } = setUp({ transfers: 1, staysInTray: true });
  expect(attempt('onClose')).toBe('prevented');
  expect(hide).toHaveBeenCalledOnce();
  expect(ask).not.toHaveBeenCalled();
  expect(attempt('onClose')).toBe('prevented');
  expect(attempt('onQuit')).toBe('prevented');
  expect(ask).toHaveBeenCalledOnce();
});

test('quits from the tray, whose window may be hidden', async () => {
  const { attempt, finishing, quit } = setUp({ staysInTray: true });
  attempt('onClose');
  expect(attempt('onQuit')).toBe('prevented');
  finishing.resolve();
  await expect.poll(() => quit.mock.calls.length).toBe(1);
  expect(attempt('onClose')).toBe('allowed');
});
