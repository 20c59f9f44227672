import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { DescribeRegistryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, beforeAll, expect, it } from 'vitest';
import {
  createCertificateAuthority,
  type CertificateAuthority,
} from '../certificates/certificate-authority.ts';
import type { LocalEcr } from '../local-ecr.ts';
import type { TlsIdentity } from '../server/http-server.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, clientOf, region, startSample } from '../testing/sample-registry.ts';
import { startLocalProxy, type LocalProxy } from './local-proxy.ts';

let authority: CertificateAuthority;
let tls: TlsIdentity;
beforeAll(async () => {
  authority = await createCertificateAuthority();
  tls = await authority.issue(['127.0.0.1', `api.ecr.${region}.amazonaws.com`]);
});

let ecr: LocalEcr;
let proxy: LocalProxy;
const clients: ECRClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await Promise.all([proxy.close(), ecr.close()]);
});

/** Proxy agents of Node, for the SDK. */
function handlerVia(url: string): NodeHttpHandler {
  const proxyEnv = { HTTP_PROXY: url, HTTPS_PROXY: url };
  return new NodeHttpHandler({
    httpAgent: new HttpAgent({ proxyEnv }),
    httpsAgent: new HttpsAgent({ proxyEnv, ca: authority.certificate }),
  });
}

/** Sends a request over HTTP, or over HTTPS if the local ECR has an identity. */
async function describeVia(url: string, abortSignal?: AbortSignal) {
  const client = clientOf(ecr, ana, { requestHandler: handlerVia(url) });
  clients.push(client);
  return client.send(new DescribeRegistryCommand({}), { abortSignal });
}

async function startHttps(): Promise<string> {
  ecr = await startSample({ tls });
  return new URL(ecr.endpoint).host;
}

it('tunnels HTTPS and records the requested host', async () => {
  const host = await startHttps();
  proxy = await startLocalProxy();
  expect(await describeVia(proxy.url)).toMatchObject({ registryId: '111111111111' });
  expect(proxy.requests).toEqual([{ kind: 'tunnel', host, outcome: 'pass' }]);
});

it('forwards plain HTTP with a valid signature', async () => {
  ecr = await startSample();
  proxy = await startLocalProxy();
  expect(await describeVia(proxy.url)).toMatchObject({ registryId: '111111111111' });
  expect(proxy.requests).toMatchObject([{ kind: 'forward', host: new URL(ecr.endpoint).host }]);
});

it('routes the host names of AWS to the local ECR', async () => {
  const host = await startHttps();
  proxy = await startLocalProxy({ getRoute: () => host });
  const client = new ECRClient({ region, credentials: ana, requestHandler: handlerVia(proxy.url) });
  clients.push(client);
  expect(await client.send(new DescribeRegistryCommand({}))).toMatchObject({ registryId: '111111111111' });
  expect(proxy.requests).toMatchObject([{ host: `api.ecr.${region}.amazonaws.com:443` }]);
});

it.each(['tunnel', 'forward'] as const)('requires a login for a %s', async (kind) => {
  if (kind === 'tunnel') await startHttps();
  else ecr = await startSample();
  proxy = await startLocalProxy({ login: { user: 'eva', password: 'p@ss:word' } });
  const refused = await refusal(describeVia(proxy.url));
  expect(refused).toMatchObject(
    kind === 'tunnel'
      ? { code: 'ERR_PROXY_TUNNEL', message: expect.stringContaining('407 Proxy Authentication Required') }
      : { $metadata: { httpStatusCode: 407 } },
  );
  expect(await describeVia(proxy.urlWithLogin)).toMatchObject({ registryId: '111111111111' });
  expect(proxy.requests.map(({ outcome }) => outcome)).toEqual(['login-needed', 'pass']);
});

it.each([
  ['refuse', 'tunnel', { code: 'ERR_PROXY_TUNNEL', message: expect.stringContaining('403 Forbidden') }],
  ['refuse', 'forward', { name: 'SyntaxError', $metadata: { httpStatusCode: 403 } }],
  ['captive-portal', 'tunnel', { code: 'ERR_PROXY_TUNNEL', message: expect.stringContaining('511') }],
  ['captive-portal', 'forward', { name: 'SyntaxError', message: expect.stringContaining('not valid JSON') }],
] as const)('can %s a %s', async (behavior, kind, expected) => {
  if (kind === 'tunnel') await startHttps();
  else ecr = await startSample();
  proxy = await startLocalProxy();
  proxy.behavior = behavior;
  expect(await refusal(describeVia(proxy.url))).toMatchObject(expected);
  proxy.behavior = 'pass';
  await expect(describeVia(proxy.url)).resolves.toBeDefined();
  expect(ecr.calls.all).toHaveLength(1);
});

it.each(['tunnel', 'forward'] as const)('can leave a %s without a response', async (kind) => {
  if (kind === 'tunnel') await startHttps();
  else ecr = await startSample();
  proxy = await startLocalProxy();
  proxy.behavior = 'stall';
  const failStartup = new AbortController();
  const asked = refusal(describeVia(proxy.url, failStartup.signal));
  await expect.poll(() => proxy.requests).toHaveLength(1);
  failStartup.abort();
  expect(await asked).toMatchObject({ name: 'AbortError' });
});

it('reports an unreachable host', async () => {
  ecr = await startSample({ tls });
  proxy = await startLocalProxy({ getRoute: () => '127.0.0.1:9' });
  expect(await refusal(describeVia(proxy.url))).toMatchObject({
    code: 'ERR_PROXY_TUNNEL',
    message: expect.stringContaining('502 Bad Gateway'),
  });
});
