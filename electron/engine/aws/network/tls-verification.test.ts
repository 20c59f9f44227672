import { createServer } from 'node:https';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSelfSigned } from '../../../local-ecr/certificates/certificate-authority.ts';
import { listenOnFreePort } from '../../../local-ecr/server/http-server.ts';
import { sendRegistryRequest } from '../../oci-registry/send-request.ts';
import { defaultTimeouts } from './timeouts.ts';
import { createNetwork } from './create-network.ts';
import { enforceTlsVerification } from './tls-verification.ts';

let received = 0;
const identity = await createSelfSigned(['127.0.0.1']);
const server = createServer(identity, (_request, response) => {
  received += 1;
  response.end();
}).on('connect', (_request, socket) => {
  received += 1;
  socket.end();
});
let host: string;

beforeAll(async () => {
  host = await listenOnFreePort(server);
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});

test.each([
  ['a server', () => `https://${host}/`, () => ({})],
  ['a proxy', () => 'https://registry.example/', () => ({ HTTPS_PROXY: `https://ana:open@${host}` })],
])('the variable of Node switches no check off: %s', async (_what, url, environment) => {
  const network = createNetwork({
    timeouts: defaultTimeouts,
    settings: () => ({ proxyMode: 'environment' }),
    environment: environment(),
  });
  await expect(
    sendRegistryRequest(network, { method: 'GET', url: url(), headers: {}, timeout: 5_000 }),
  ).rejects.toThrow(/self-signed|DEPTH_ZERO_SELF_SIGNED_CERT/);
  expect(received).toBe(0);
});

test('the variable is taken out of the environment, and said to be where it would have counted', () => {
  const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0', HOME: '/' };
  expect(enforceTlsVerification(environment)).toBe(true);
  expect(environment).toEqual({ HOME: '/' });
  expect(enforceTlsVerification(environment)).toBe(false);
  expect(enforceTlsVerification({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toBe(false);
});
