import { beforeEach, describe, expect, test } from 'vitest';
import { recordingLog } from '../../testing/recording-log.ts';
import type { FailureAnswer, RendererFailure, RendererFailures } from './renderer-failures.ts';
import { followRendererFailures } from './renderer-failures.ts';

interface Question {
  readonly failure: RendererFailure;
  readonly signal: AbortSignal;
  readonly answer: (answer: FailureAnswer) => void;
}

let now: number;
let questions: Question[];
let done: string[];
let failures: RendererFailures;

beforeEach(() => {
  now = 1_000_000;
  questions = [];
  done = [];
  failures = followRendererFailures({
    ask(failure, signal) {
      const { promise, resolve } = Promise.withResolvers<FailureAnswer>();
      questions.push({ failure, signal, answer: resolve });
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

/** Answers the last question, and waits for the effects. */
const answer = async (chosen: FailureAnswer): Promise<void> => {
  questions.at(-1)?.answer(chosen);
  await new Promise((resolve) => setImmediate(resolve));
};
const crash = (): void => failures.onGone('crashed');

describe('a crash', () => {
  test('reloads the page without a question', () => {
    crash();
    expect([done, questions]).toEqual([['reload'], []]);
  });

  test('within a minute of another one asks, and Reload reloads', async () => {
    crash();
    now += 59_000;
    crash();
    expect(questions.map(({ failure }) => failure)).toEqual(['crashed']);
    expect(done).toEqual(['reload']);
    await answer('reload');
    expect(done).toEqual(['reload', 'reload']);
  });

  test('within a minute of another one asks, and Quit quits', async () => {
    crash();
    crash();
    await answer('quit');
    expect(done).toEqual(['reload', 'quit']);
  });

  test('after the reload that the user chose asks again', async () => {
    crash();
    crash();
    await answer('reload');
    crash();
    expect(questions).toHaveLength(2);
  });

  test('a minute after another one reloads without a question', () => {
    crash();
    now += 60_000;
    crash();
    expect([done, questions]).toEqual([['reload', 'reload'], []]);
  });

  test('during its question asks no second question', () => {
    crash();
    crash();
    crash();
    expect(questions).toHaveLength(1);
  });
});

describe('a hanging page', () => {
  test('asks once, and Wait changes nothing', async () => {
    failures.onUnresponsive();
    failures.onUnresponsive();
    expect(questions.map(({ failure }) => failure)).toEqual(['hangs']);
    await answer('wait');
    expect(done).toEqual([]);
    failures.onUnresponsive();
    expect(questions).toHaveLength(2);
  });

  test('ends its process before the reload, which does not count as a crash', async () => {
    failures.onUnresponsive();
    await answer('reload');
    expect(done).toEqual(['end process', 'reload']);
    crash();
    expect(questions).toHaveLength(1);
  });

  test('quits on Quit', async () => {
    failures.onUnresponsive();
    await answer('quit');
    expect(done).toEqual(['quit']);
  });

  test('closes the question when it responds again, and ignores a late answer', async () => {
    failures.onUnresponsive();
    failures.onResponsive();
    expect(questions[0]?.signal.aborted).toBe(true);
    await answer('quit');
    expect(done).toEqual([]);
  });

  test('closes the question and reloads when it crashes', async () => {
    failures.onUnresponsive();
    crash();
    expect(questions[0]?.signal.aborted).toBe(true);
    expect(done).toEqual(['reload']);
    await answer('reload');
    expect(done).toEqual(['reload']);
  });

  test('does not close the question about a crash', () => {
    crash();
    crash();
    failures.onUnresponsive();
    failures.onResponsive();
    expect(questions).toHaveLength(1);
    expect(questions[0]?.signal.aborted).toBe(false);
  });
});
