import { expect, test } from 'vitest';
import { createUniformHandlers } from '../testing/ipc/create-handlers.ts';
import { requestListener } from './request-listener.ts';

const page = 'file:///app/index.html';
const contents = { id: 1 };
const frame = { url: page, parent: null };

function listen(ready: Promise<unknown> = Promise.resolve()) {
  const warnings: string[] = [];
  const note = (message: string): void => void warnings.push(message);
  const listener = requestListener(
    createUniformHandlers(() => Promise.resolve(null)),
    {
      contents: () => contents,
      page,
      toErrorData: () => ({ code: 'internal', message: 'Not in this test.', retryable: false }),
      ready,
      log: { info: note, warn: note, error: note },
    },
  );
  return { listener, warnings };
}

test('our own page gets its answer, even when getting ready failed', async () => {
  const { listener } = listen(Promise.reject(new Error('not ready')));
  const event = { sender: contents, senderFrame: frame };
  expect(await listener(event, 'history.clear', undefined)).toEqual({ ok: true, value: null });
});

const gone = {
  sender: contents,
  get senderFrame(): typeof frame {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  },
};
test.each([
  [
    'another page',
    { sender: contents, senderFrame: { url: `https://evil.example/${'x'.repeat(9_999)}`, parent: null } },
  ],
  ['another window', { sender: {}, senderFrame: frame }],
  ['a frame that is gone', gone],
])('%s is refused by an answer that says nothing of the app', async (_who, event) => {
  const { listener, warnings } = listen();
  expect(await listener(event, 'history.clear', undefined)).toEqual({
    ok: false,
    error: {
      code: 'access-denied',
      message: 'This page may not ask the app for anything.',
      retryable: false,
    },
  });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]?.length).toBeLessThan(300);
});
