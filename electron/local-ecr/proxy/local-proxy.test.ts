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

/** By which the SDK goes through a proxy: agents of Node itself. */
function handlerVia(url: string): NodeHttpHandler {
  const proxyEnv = { HTTP_PROXY: url, HTTPS_PROXY: url };
  return new NodeHttpHandler({
    httpAgent: new HttpAgent({ proxyEnv }),
    httpsAgent: new HttpsAgent({ proxyEnv, ca: authority.certificate }),
  });
}

/** Asks over HTTP, or over HTTPS if the local ECR has an identity. */
async function describeVia(url: string, abortSignal?: AbortSignal) {
  const client = clientOf(ecr, ana, { requestHandler: handlerVia(url) });
  clients.push(client);
  return client.send(new DescribeRegistryCommand({}), { abortSignal });
}

async function startHttps(): Promise<string> {
  ecr = await startSample({ tls });
  return new URL(ecr.endpoint).host;
}

it('tunnels HTTPS and tells which host was asked for', async () => {
  const host = await startHttps();
  proxy = await startLocalProxy();
  expect(await describeVia(proxy.url)).toMatchObject({ registryId: '111111111111' });
  expect(proxy.requests).toEqual([{ kind: 'tunnel', host, outcome: 'pass' }]);
});

it('passes plain HTTP on, signature and all', async () => {
  ecr = await startSample();
  proxy = await startLocalProxy();
  expect(await describeVia(proxy.url)).toMatchObject({ registryId: '111111111111' });
  expect(proxy.requests).toMatchObject([{ kind: 'forward', host: new URL(ecr.endpoint).host }]);
});

it('leads AWS’s own names to the local ECR', async () => {
  const host = await startHttps();
  proxy = await startLocalProxy({ leadTo: () => host });
  const client = new ECRClient({ region, credentials: ana, requestHandler: handlerVia(proxy.url) });
  clients.push(client);
  expect(await client.send(new DescribeRegistryCommand({}))).toMatchObject({ registryId: '111111111111' });
  expect(proxy.requests).toMatchObject([{ host: `api.ecr.${region}.amazonaws.com:443` }]);
});

it.each(['tunnel', 'forward'] as const)('asks for a login in a %s', async (kind) => {
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

it.each(['tunnel', 'forward'] as const)('can leave a %s without an answer', async (kind) => {
  if (kind === 'tunnel') await startHttps();
  else ecr = await startSample();
  proxy = await startLocalProxy();
  proxy.behavior = 'stall';
  const giveUp = new AbortController();
  const asked = refusal(describeVia(proxy.url, giveUp.signal));
  await expect.poll(() => proxy.requests).toHaveLength(1);
  giveUp.abort();
  expect(await asked).toMatchObject({ name: 'AbortError' });
});

it('says that a host cannot be reached', async () => {
  ecr = await startSample({ tls });
  proxy = await startLocalProxy({ leadTo: () => '127.0.0.1:9' });
  expect(await refusal(describeVia(proxy.url))).toMatchObject({
    code: 'ERR_PROXY_TUNNEL',
    message: expect.stringContaining('502 Bad Gateway'),
  });
});
