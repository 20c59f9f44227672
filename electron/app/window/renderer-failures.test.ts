import { beforeEach, describe, expect, test } from 'vitest';
import { recordingLog } from '../logging/recording-log.ts';
import type { FailureAnswer, RendererFailure, RendererFailures } from './renderer-failures.ts';
import { followRendererFailures } from './renderer-failures.ts';

interface Asked {
  readonly failure: RendererFailure;
  readonly signal: AbortSignal;
  readonly answer: (answer: FailureAnswer) => void;
}

let now: number;
let asked: Asked[];
let done: string[];
let failures: RendererFailures;

beforeEach(() => {
  now = 1_000_000;
  asked = [];
  done = [];
  failures = followRendererFailures({
    ask(failure, signal) {
      const { promise, resolve } = Promise.withResolvers<FailureAnswer>();
      asked.push({ failure, signal, answer: resolve });
      return promise;
    },
    reload: () => void done.push('reload'),
    endProcess() {
      done.push('end process');
      failures.onGone('killed');
    },
    quit: () => void done.push('quit'),
    log: recordingLog(),
    clock: () => now,
  });
});

/** The last question is answered, and what follows from that is done. */
const answer = async (given: FailureAnswer): Promise<void> => {
  asked.at(-1)?.answer(given);
  await new Promise((resolve) => setImmediate(resolve));
};
const crash = (): void => failures.onGone('crashed');

describe('a crash', () => {
  test('alone reloads the page and asks nothing', () => {
    crash();
    expect([done, asked]).toEqual([['reload'], []]);
  });

  test('again within a minute asks, and Reload reloads', async () => {
    crash();
    now += 59_000;
    crash();
    expect(asked.map(({ failure }) => failure)).toEqual(['crashed']);
    expect(done).toEqual(['reload']);
    await answer('reload');
    expect(done).toEqual(['reload', 'reload']);
  });

  test('again within a minute asks, and Quit quits', async () => {
    crash();
    crash();
    await answer('quit');
    expect(done).toEqual(['reload', 'quit']);
  });

  test('right after the reload that the person asked for asks again', async () => {
    crash();
    crash();
    await answer('reload');
    crash();
    expect(asked).toHaveLength(2);
  });

  test('long after another one is a first one', () => {
    crash();
    now += 60_000;
    crash();
    expect([done, asked]).toEqual([['reload', 'reload'], []]);
  });

  test('while its question is open asks no second one', () => {
    crash();
    crash();
    crash();
    expect(asked).toHaveLength(1);
  });
});

describe('a page that hangs', () => {
  test('asks once, and Wait does nothing', async () => {
    failures.onUnresponsive();
    failures.onUnresponsive();
    expect(asked.map(({ failure }) => failure)).toEqual(['hangs']);
    await answer('wait');
    expect(done).toEqual([]);
    failures.onUnresponsive();
    expect(asked).toHaveLength(2);
  });

  test('has its process ended before it is reloaded, which counts as no crash', async () => {
    failures.onUnresponsive();
    await answer('reload');
    expect(done).toEqual(['end process', 'reload']);
    crash();
    expect(asked).toHaveLength(1);
  });

  test('is quit on Quit', async () => {
    failures.onUnresponsive();
    await answer('quit');
    expect(done).toEqual(['quit']);
  });

  test('and responds again withdraws the question, and a late answer does nothing', async () => {
    failures.onUnresponsive();
    failures.onResponsive();
    expect(asked[0]?.signal.aborted).toBe(true);
    await answer('quit');
    expect(done).toEqual([]);
  });

  test('and then crashes withdraws the question and reloads', async () => {
    failures.onUnresponsive();
    crash();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(done).toEqual(['reload']);
    await answer('reload');
    expect(done).toEqual(['reload']);
  });

  test('leaves the question about a crash open', () => {
    crash();
    crash();
    failures.onUnresponsive();
    failures.onResponsive();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.signal.aborted).toBe(false);
  });
});
