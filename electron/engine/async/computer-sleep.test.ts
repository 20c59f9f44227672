import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors/engine-error.ts';
import { createComputerSleep, repeatAfterSleep } from './computer-sleep.ts';
import { withRetry } from './retry.ts';

const broken = (): EngineError =>
  new EngineError({ code: 'network', message: 'broken', retryable: true, action: 'retry' });

/** Waits until everything that was started runs. */
const nextTick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Rejects as soon as the signal is aborted, as a request does. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

describe('repeatAfterSleep', () => {
  test('repeats an attempt that fails during a sleep after the resume', async () => {
    const sleep = createComputerSleep();
    let attempts = 0;
    const done = repeatAfterSleep(sleep, undefined, async () => {
      attempts += 1;
      if (attempts > 1) return 'there';
      sleep.suspend();
      throw broken();
    });
    await nextTick();
    expect(attempts).toBe(1);
    sleep.resume();
    expect(await done).toBe('there');
    expect(attempts).toBe(2);
  });

  test('aborts an attempt with a dead connection on resume and repeats it', async () => {
    const sleep = createComputerSleep();
    let attempts = 0;
    const done = repeatAfterSleep(sleep, undefined, async (signal) => {
      attempts += 1;
      return attempts > 1 ? 'there' : untilAborted(signal);
    });
    await nextTick();
    sleep.suspend();
    sleep.resume();
    expect(await done).toBe('there');
  });

  test('accepts an attempt that succeeds during a sleep', async () => {
    const sleep = createComputerSleep();
    const answer = repeatAfterSleep(sleep, undefined, async () => {
      sleep.suspend();
      return 'there';
    });
    expect(await answer).toBe('there');
  });

  test('starts no attempt while the computer is asleep', async () => {
    const sleep = createComputerSleep();
    sleep.suspend();
    let isStarted = false;
    const done = repeatAfterSleep(sleep, undefined, async () => {
      isStarted = true;
    });
    await nextTick();
    expect(isStarted).toBe(false);
    sleep.resume();
    await done;
    expect(isStarted).toBe(true);
  });

  test('does not repeat an attempt that fails without a sleep', async () => {
    const sleep = createComputerSleep();
    sleep.suspend();
    sleep.resume();
    await expect(repeatAfterSleep(sleep, undefined, () => Promise.reject(broken()))).rejects.toThrow(
      'broken',
    );
  });

  test('stops when the caller aborts, during a sleep and outside of it', async () => {
    const sleep = createComputerSleep();
    const [early, late] = [new AbortController(), new AbortController()];
    const running = repeatAfterSleep(sleep, early.signal, untilAborted);
    await nextTick();
    sleep.suspend();
    const waiting = repeatAfterSleep(sleep, late.signal, () => Promise.resolve());
    const outcomes = Promise.allSettled([running, waiting]);
    early.abort();
    late.abort();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('withRetry', () => {
  test('does not count attempts that a sleep interrupted', async () => {
    const sleep = createComputerSleep();
    const numbers: number[] = [];
    const done = withRetry(
      { attempts: 1, firstWait: 1, longestWait: 1 },
      undefined,
      async (number) => {
        numbers.push(number);
        if (numbers.length > 3) return 'there';
        sleep.suspend();
        setImmediate(() => sleep.resume());
        throw broken();
      },
      sleep,
    );
    expect(await done).toBe('there');
    expect(numbers).toEqual([1, 1, 1, 1]);
  });

  test('does not count attempts while the network reconnects after a resume', async () => {
    let now = 0;
    const sleep = createComputerSleep(() => now);
    sleep.suspend();
    sleep.resume();
    let attempts = 0;
    const done = withRetry(
      { attempts: 2, firstWait: 1, longestWait: 1 },
      undefined,
      async () => {
        attempts += 1;
        now += 10_000;
        throw broken();
      },
      sleep,
    );
    await expect(done).rejects.toThrow('broken');
    // Two attempts within the half minute after the resume, and the two of the policy.
    expect(attempts).toBe(4);
  });

  test('a resume ends a wait', async () => {
    const sleep = createComputerSleep();
    const waiting = sleep.wait(3_600_000);
    sleep.suspend();
    sleep.resume();
    await waiting;
  });

  test('a wait ends after its time or with an abort', async () => {
    const sleep = createComputerSleep();
    await sleep.wait(1);
    const controller = new AbortController();
    const waiting = sleep.wait(3_600_000, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('an attempt that starts during a sleep counts as interrupted', () => {
  const sleep = createComputerSleep();
  sleep.suspend();
  const attempt = sleep.beginAttempt();
  sleep.resume();
  expect([attempt.wasInterrupted(), attempt.signal.aborted]).toEqual([true, true]);
});

test('suspending twice is one sleep, and a resume without a sleep has no effect', async () => {
  const sleep = createComputerSleep();
  sleep.resume();
  const attempt = sleep.beginAttempt();
  expect(attempt.wasInterrupted()).toBe(false);
  sleep.suspend();
  sleep.suspend();
  expect(sleep.isAsleep).toBe(true);
  expect(attempt.signal.aborted).toBe(false);
  sleep.resume();
  expect([sleep.isAsleep, attempt.wasInterrupted(), attempt.signal.aborted]).toEqual([false, true, true]);
});
