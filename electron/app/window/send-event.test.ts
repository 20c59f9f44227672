import { expect, test } from 'vitest';
import { sendEvent } from './send-event.ts';

function fakeWindow(destroyed: { window?: boolean; contents?: boolean } = {}) {
  const sent: unknown[][] = [];
  return {
    sent,
    isDestroyed: () => destroyed.window ?? false,
    webContents: {
      isDestroyed: () => destroyed.contents ?? false,
      send: (...args: unknown[]) => void sent.push(args),
    },
  };
}

test('sends an event with its name over the event channel', () => {
  const window = fakeWindow();
  sendEvent(window, 'menu.command', 'find');
  expect(window.sent).toEqual([['event', 'menu.command', 'find']]);
});

test.each([{ window: true }, { contents: true }])(
  'sends nothing to a destroyed window or page: %o',
  (destroyed) => {
    const window = fakeWindow(destroyed);
    sendEvent(window, 'menu.command', 'find');
    expect(window.sent).toEqual([]);
  },
);

test('does nothing without a window', () => {
  expect(() => sendEvent(undefined, 'menu.command', 'find')).not.toThrow();
});

test('escapes control characters of a payload', () => {
  const window = fakeWindow();
  const problem = { kind: 'unreadable', file: 'settings', path: '/tmp/a', reason: 'a\u202Eb\u001B' } as const;
  sendEvent(window, 'files.changed', [problem]);
  const escaped = [{ ...problem, reason: 'a\\u{202e}b\\u{1b}' }];
  expect(window.sent).toEqual([['event', 'files.changed', escaped]]);
});
