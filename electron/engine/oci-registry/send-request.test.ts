import { expect, test } from 'vitest';
import { listen } from '../../local-ecr/server/http-server.ts';
import { createDirectNetwork } from '../aws/network/direct-network.ts';
import { defaultTimeouts } from '../aws/network/timeouts.ts';
import { sendRegistryRequest } from './send-request.ts';

test('ends a response that brings a byte from time to time and never ends', async () => {
  const server = await listen((_, response) => {
    const timer = setInterval(() => response.write(' '), 50);
    response.once('close', () => clearInterval(timer));
  });
  try {
    const request = { method: 'GET', url: `http://${server.host}/v2/`, headers: {}, timeout: 300 } as const;
    await expect(sendRegistryRequest(createDirectNetwork(defaultTimeouts), request)).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    });
  } finally {
    await server.close();
  }
});
