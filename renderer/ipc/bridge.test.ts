import { afterEach, expect, test, vi } from 'vitest';
import { invoke, IpcError, onEvent } from './bridge.ts';
import { createFakeApi, Refusal } from '../testing/fake-api.ts';
import { listing } from '../testing/sample-data.ts';

afterEach(() => vi.unstubAllGlobals());

const broken = () => Promise.reject(new Error('No handler registered'));

test('invoke sends the input and returns the value', async () => {
  const { api, calls } = createFakeApi();
  vi.stubGlobal('api', api);
  expect(await invoke('profiles.list')).toEqual(listing);
  await invoke('clipboard.write', { text: 'sha256:1' });
  expect(calls).toEqual([
    ['profiles.list', undefined],
    ['clipboard.write', { text: 'sha256:1' }],
  ]);
});

test('a failure is thrown with its error data', async () => {
  const refusal = new Refusal({
    code: 'access-denied',
    message: 'You may not list profiles.',
    side: 'source',
  });
  vi.stubGlobal('api', createFakeApi({ 'profiles.list': () => Promise.reject(refusal) }).api);
  const error: unknown = await invoke('profiles.list').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(IpcError);
  expect(error).toMatchObject({ message: 'You may not list profiles.', data: refusal.data });
});

test('a rejected invocation is a retryable internal error', async () => {
  vi.stubGlobal('api', createFakeApi({ 'profiles.list': broken }).api);
  const error: unknown = await invoke('profiles.list').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    data: { code: 'internal', retryable: true, detail: 'No handler registered' },
  });
});

test('a listener receives events until it is removed', () => {
  const { api, emit } = createFakeApi();
  vi.stubGlobal('api', api);
  const received: string[] = [];
  const stop = onEvent('menu.command', (command) => received.push(command));
  emit('menu.command', 'find');
  stop();
  emit('menu.command', 'refresh');
  expect(received).toEqual(['find']);
});
