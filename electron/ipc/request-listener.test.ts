import { expect, test } from 'vitest';
import { createUniformHandlers } from '../testing/ipc/create-handlers.ts';
import { createRequestAnswerer } from './answer-request.ts';
import { createRequestListener } from './request-listener.ts';

const page = 'file:///app/index.html';
const contents = { id: 1 };
const frame = { url: page, parent: null };

function listen(ready: Promise<unknown> = Promise.resolve()) {
  const warnings: string[] = [];
  const record = (message: string): void => void warnings.push(message);
  const log = { verbose: record, info: record, warn: record, error: record };
  const handlers = createUniformHandlers(() => Promise.resolve(null));
  const listener = createRequestListener({
    contents: () => contents,
    page,
    answer: createRequestAnswerer(handlers, { ready, log }),
    log,
  });
  return { listener, warnings };
}

test('answers the app’s page, also after `ready` rejected', async () => {
  const { listener } = listen(Promise.reject(new Error('not ready')));
  const event = { sender: contents, senderFrame: frame };
  expect(await listener(event, 'storage.retry', undefined)).toEqual({ ok: true, value: null });
});

const closed = {
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
  ['a closed frame', closed],
])('refuses %s without details', async (_who, event) => {
  const { listener, warnings } = listen();
  expect(await listener(event, 'storage.retry', undefined)).toEqual({
    ok: false,
    error: {
      code: 'access-denied',
      message: 'The page has no access to the app.',
      retryable: false,
    },
  });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]?.length).toBeLessThan(300);
});
