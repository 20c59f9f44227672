import { expect, test } from 'vitest';
import { sendEvent } from './send.ts';

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

test('an event goes over the event channel under its name', () => {
  const window = fakeWindow();
  sendEvent(window, 'menu.command', 'find');
  expect(window.sent).toEqual([['event', 'menu.command', 'find']]);
});

test.each([{ window: true }, { contents: true }])('nothing is sent to what is gone: %o', (destroyed) => {
  const window = fakeWindow(destroyed);
  sendEvent(window, 'menu.command', 'find');
  expect(window.sent).toEqual([]);
});

test('no window at all is no error', () => {
  expect(() => sendEvent(undefined, 'menu.command', 'find')).not.toThrow();
});

test('what an event says of others arrives printable', () => {
  const window = fakeWindow();
  const reference = { kind: 'not-understood', message: 'a\u202Eb\u001B' } as const;
  sendEvent(window, 'references.opened', reference);
  const shown = { kind: 'not-understood', message: 'a\\u{202e}b\\u{1b}' };
  expect(window.sent).toEqual([['event', 'references.opened', shown]]);
});
