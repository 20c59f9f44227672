import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useReferenceEvents } from './use-reference-events.ts';

afterEach(cleanup);

/** Sends a drag event with data of these types to an element. */
function drag(kind: 'dragover' | 'drop', types: readonly string[], target: Element = document.body) {
  const dataTransfer = { types, dropEffect: 'copy', getData: () => 'a URI' };
  const event = Object.assign(new Event(kind, { bubbles: true, cancelable: true }), { dataTransfer });
  target.dispatchEvent(event);
  return { isHandled: event.defaultPrevented, dropEffect: dataTransfer.dropEffect };
}

const listen = () => {
  const openText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
  renderHook(() => useReferenceEvents({ openText, openOpened: () => Promise.resolve() }, false));
  return openText;
};

test('opens dropped text, except in a text field', () => {
  const openText = listen();
  expect(drag('dragover', ['text/plain'])).toEqual({ isHandled: true, dropEffect: 'copy' });
  expect(drag('drop', ['text/plain']).isHandled).toBe(true);
  expect(openText).toHaveBeenCalledExactlyOnceWith('a URI');
  const field = document.body.appendChild(document.createElement('input'));
  expect(drag('drop', ['text/plain'], field).isHandled).toBe(false);
  field.remove();
  expect(openText).toHaveBeenCalledOnce();
});

test('shows that a file cannot be dropped', () => {
  listen();
  expect(drag('dragover', ['Files'])).toEqual({ isHandled: true, dropEffect: 'none' });
  expect(drag('dragover', ['Files', 'text/plain']).dropEffect).toBe('copy');
});
