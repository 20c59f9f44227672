import { describe, expect, test } from 'vitest';
import type { QuitAnswer, QuitEvent, QuitState } from './quit-steps.ts';
import { nextQuitStep } from './quit-steps.ts';

const quit = (hasWork: boolean): QuitEvent => ({ kind: 'quit', hasWork });
const close = (hasWork: boolean, quitsOnClose: boolean): QuitEvent => ({
  kind: 'close',
  hasWork,
  quitsOnClose,
  staysInTray: false,
});
const answered = (answer: QuitAnswer): QuitEvent => ({ kind: 'answer', answer });
const finished: QuitEvent = { kind: 'finished' };

const asks = { state: 'asking', allow: false, action: 'ask' };
const finishes = { state: 'finishing', allow: false, action: 'finish' };

describe('while running', () => {
  test('finishes at once on quit without work', () => {
    expect(nextQuitStep('running', quit(false))).toEqual(finishes);
  });

  test('asks on quit with work', () => {
    expect(nextQuitStep('running', quit(true))).toEqual(asks);
  });

  test('finishes on close where closing quits', () => {
    expect(nextQuitStep('running', close(false, true))).toEqual(finishes);
  });

  test('only closes the window where the app runs without a window', () => {
    expect(nextQuitStep('running', close(false, false))).toEqual({
      state: 'running',
      allow: true,
      action: 'none',
    });
  });

  test.each([true, false])('asks on close with work (quits on close: %s)', (quitsOnClose) => {
    expect(nextQuitStep('running', close(true, quitsOnClose))).toEqual(asks);
  });
});

test('keeps running after "Keep copying", and asks again the next time', () => {
  const kept = nextQuitStep('asking', answered('keep-copying'));
  expect(kept).toEqual({ state: 'running', allow: false, action: 'none' });
  expect(nextQuitStep(kept.state, quit(true))).toEqual(asks);
});

test('finishes work after "Stop and quit", then quits', () => {
  expect(nextQuitStep('asking', answered('quit'))).toEqual(finishes);
  expect(nextQuitStep('finishing', finished)).toEqual({ state: 'finished', allow: false, action: 'quit' });
});

describe.each<QuitState>(['asking', 'finishing'])('while %s', (state) => {
  test.each([quit(true), quit(false), close(true, true), close(false, true), close(false, false)])(
    'prevents %o and changes nothing',
    (event) => {
      expect(nextQuitStep(state, event)).toEqual({ state, allow: false, action: 'none' });
    },
  );
});

test.each([quit(false), quit(true), close(true, true), close(false, false)])(
  'allows %o when finished',
  (event) => {
    expect(nextQuitStep('finished', event)).toEqual({ state: 'finished', allow: true, action: 'none' });
  },
);

test('ignores a late answer and a late end of the work', () => {
  expect(nextQuitStep('running', answered('quit'))).toMatchObject({ state: 'running', action: 'none' });
  expect(nextQuitStep('finished', finished)).toMatchObject({ state: 'finished', action: 'none' });
});

describe('in background', () => {
  const hides = { state: 'in-background', allow: false, action: 'hide' };

  test('hides the window, and finishes when no transfer is active', () => {
    expect(nextQuitStep('asking', answered('finish-in-background'))).toEqual(hides);
    expect(nextQuitStep('in-background', { kind: 'inactive' })).toEqual(finishes);
  });

  test('cancels quitting when the window is shown', () => {
    expect(nextQuitStep('in-background', { kind: 'shown' }).state).toBe('running');
    for (const state of ['running', 'asking', 'finishing', 'finished'] as const) {
      expect(nextQuitStep(state, { kind: 'shown' })).toMatchObject({ state, action: 'none' });
      expect(nextQuitStep(state, { kind: 'inactive' })).toMatchObject({ state, action: 'none' });
    }
  });

  test('asks again on quit with work', () => {
    expect(nextQuitStep('in-background', quit(true))).toEqual(asks);
    expect(nextQuitStep('in-background', quit(false))).toEqual(finishes);
  });
});
