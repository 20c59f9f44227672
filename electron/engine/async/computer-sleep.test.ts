import { describe, expect, test } from 'vitest';
import { EngineError } from '../errors/engine-error.ts';
import { createComputerSleep, throughSleep } from './computer-sleep.ts';
import { withRetry } from './retry.ts';

const broken = (): EngineError =>
  new EngineError({ code: 'network', message: 'broken', retryable: true, action: 'retry' });

/** What has been started by now has begun. */
const begun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Rejects as soon as the signal is aborted, as a request does. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

describe('an attempt', () => {
  test('that fails while the computer is asleep is made again after the resume', async () => {
    const sleep = createComputerSleep();
    let attempts = 0;
    const done = throughSleep(sleep, undefined, async () => {
      attempts += 1;
      if (attempts > 1) return 'there';
      sleep.suspend();
      throw broken();
    });
    await begun();
    expect(attempts).toBe(1);
    sleep.resume();
    expect(await done).toBe('there');
    expect(attempts).toBe(2);
  });

  test('whose dead connection never reports an error is cut on resume and made again', async () => {
    const sleep = createComputerSleep();
    let attempts = 0;
    const done = throughSleep(sleep, undefined, async (signal) => {
      attempts += 1;
      return attempts > 1 ? 'there' : untilAborted(signal);
    });
    await begun();
    sleep.suspend();
    sleep.resume();
    expect(await done).toBe('there');
  });

  test('that succeeds during the sleep counts', async () => {
    const sleep = createComputerSleep();
    const answer = throughSleep(sleep, undefined, async () => {
      sleep.suspend();
      return 'there';
    });
    expect(await answer).toBe('there');
  });

  test('does not begin while the computer is asleep', async () => {
    const sleep = createComputerSleep();
    sleep.suspend();
    let hasBegun = false;
    const done = throughSleep(sleep, undefined, async () => {
      hasBegun = true;
    });
    await begun();
    expect(hasBegun).toBe(false);
    sleep.resume();
    await done;
    expect(hasBegun).toBe(true);
  });

  test('that fails with no sleep in its course fails', async () => {
    const sleep = createComputerSleep();
    sleep.suspend();
    sleep.resume();
    await expect(throughSleep(sleep, undefined, () => Promise.reject(broken()))).rejects.toThrow('broken');
  });

  test('is over when its caller gives up, asleep or awake', async () => {
    const sleep = createComputerSleep();
    const [early, late] = [new AbortController(), new AbortController()];
    const running = throughSleep(sleep, early.signal, untilAborted);
    await begun();
    sleep.suspend();
    const waiting = throughSleep(sleep, late.signal, () => Promise.resolve());
    const outcomes = Promise.allSettled([running, waiting]);
    early.abort();
    late.abort();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('retries', () => {
  test('are not spent on what a sleep interrupted, however often', async () => {
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

  test('are not spent while the network comes back after a resume, and are after that', async () => {
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
    // Two within the half minute, and the two of the policy.
    expect(attempts).toBe(4);
  });

  test('that wait are made at once on resume', async () => {
    const sleep = createComputerSleep();
    const waiting = sleep.wait(3_600_000);
    sleep.suspend();
    sleep.resume();
    await waiting;
  });

  test('wait their time, or until they are given up', async () => {
    const sleep = createComputerSleep();
    await sleep.wait(1);
    const controller = new AbortController();
    const waiting = sleep.wait(3_600_000, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('an attempt that begins during a sleep is interrupted by it as well', () => {
  const sleep = createComputerSleep();
  sleep.suspend();
  const attempt = sleep.beginAttempt();
  sleep.resume();
  expect([attempt.wasInterrupted(), attempt.signal.aborted]).toEqual([true, true]);
});

test('suspending twice is one sleep, and a resume without one does nothing', async () => {
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
