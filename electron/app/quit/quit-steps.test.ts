import { describe, expect, test } from 'vitest';
import type { QuitAnswer, QuitEvent, QuitState } from './quit-steps.ts';
import { nextQuitStep } from './quit-steps.ts';

const quit = (copying: boolean): QuitEvent => ({ kind: 'quit', copying });
const close = (copying: boolean, closingQuits: boolean): QuitEvent => ({
  kind: 'close',
  copying,
  closingQuits,
});
const answer = (given: QuitAnswer): QuitEvent => ({ kind: 'answer', answer: given });
const finished: QuitEvent = { kind: 'finished' };

const asks = { state: 'asking', allow: false, action: 'ask' };
const finishes = { state: 'finishing', allow: false, action: 'finish' };

describe('while running', () => {
  test('quitting with nothing being copied finishes at once', () => {
    expect(nextQuitStep('running', quit(false))).toEqual(finishes);
  });

  test('quitting while copying asks', () => {
    expect(nextQuitStep('running', quit(true))).toEqual(asks);
  });

  test('closing the window quits, where closing is quitting', () => {
    expect(nextQuitStep('running', close(false, true))).toEqual(finishes);
  });

  test('closing the window is just that, where the app lives on without one', () => {
    expect(nextQuitStep('running', close(false, false))).toEqual({
      state: 'running',
      allow: true,
      action: 'none',
    });
  });

  test.each([true, false])('closing while copying asks everywhere (closing quits: %s)', (closingQuits) => {
    expect(nextQuitStep('running', close(true, closingQuits))).toEqual(asks);
  });
});

test('after "Keep copying" the app runs on, and asks again the next time', () => {
  const kept = nextQuitStep('asking', answer('keep-copying'));
  expect(kept).toEqual({ state: 'running', allow: false, action: 'none' });
  expect(nextQuitStep(kept.state, quit(true))).toEqual(asks);
});

test('after "Stop and quit" work is finished, then the app quits', () => {
  expect(nextQuitStep('asking', answer('quit'))).toEqual(finishes);
  expect(nextQuitStep('finishing', finished)).toEqual({ state: 'over', allow: false, action: 'quit' });
});

describe.each<QuitState>(['asking', 'finishing'])('while %s', (state) => {
  test.each([quit(true), quit(false), close(true, true), close(false, true), close(false, false)])(
    '%o is held back and changes nothing',
    (event) => {
      expect(nextQuitStep(state, event)).toEqual({ state, allow: false, action: 'none' });
    },
  );
});

test.each([quit(false), quit(true), close(true, true), close(false, false)])(
  'once over, %o goes through',
  (event) => {
    expect(nextQuitStep('over', event)).toEqual({ state: 'over', allow: true, action: 'none' });
  },
);

test('an answer or an end that comes late does nothing', () => {
  expect(nextQuitStep('running', answer('quit'))).toMatchObject({ state: 'running', action: 'none' });
  expect(nextQuitStep('over', finished)).toMatchObject({ state: 'over', action: 'none' });
});

describe('in background', () => {
  const hides = { state: 'in-background', allow: false, action: 'hide' };

  test('the window is hidden, and all is finished when the work has ended', () => {
    expect(nextQuitStep('asking', answer('finish-in-background'))).toEqual(hides);
    expect(nextQuitStep('in-background', { kind: 'settled' })).toEqual(finishes);
  });

  test('a window that is shown takes it back; otherwise showing it and ending work change nothing', () => {
    expect(nextQuitStep('in-background', { kind: 'shown' }).state).toBe('running');
    for (const state of ['running', 'asking', 'finishing', 'over'] as const) {
      expect(nextQuitStep(state, { kind: 'shown' })).toMatchObject({ state, action: 'none' });
      expect(nextQuitStep(state, { kind: 'settled' })).toMatchObject({ state, action: 'none' });
    }
  });

  test('quitting asks again while something is copied', () => {
    expect(nextQuitStep('in-background', quit(true))).toEqual(asks);
    expect(nextQuitStep('in-background', quit(false))).toEqual(finishes);
  });
});
