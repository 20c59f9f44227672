import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { expect, test, vi } from 'vitest';
import { createSilenceTimer } from './silence-timer.ts';

/** Blocks this process, as long computations and other processes do. */
const block = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

test('calls back after the limit, and not when it was stopped', async () => {
  const onSilence = vi.fn();
  createSilenceTimer(5, onSilence).start();
  await expect.poll(() => onSilence.mock.calls.length).toBe(1);
  const stopped = createSilenceTimer(0, onSilence);
  stopped.start();
  stopped.stop();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(onSilence).toHaveBeenCalledOnce();
});

test('reads what arrived while the process was blocked before it decides that nothing arrived', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const client = connect(address.port, '127.0.0.1');
  const [remote] = await Promise.all([accepted, once(client, 'connect')]);
  const onSilence = vi.fn();
  const timer = createSilenceTimer(20, onSilence);
  const received = new Promise<void>((resolve) => {
    client.once('data', () => {
      timer.stop();
      resolve();
    });
  });
  timer.start();
  remote.write('a byte');
  block(60);
  await received;
  expect(onSilence).not.toHaveBeenCalled();
  client.destroy();
  remote.destroy();
  server.close();
});
