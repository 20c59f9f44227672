import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type { Server as NetServer, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { NetworkSettings } from '../../../../shared/models/network.ts';
import { createCertificateAuthority } from '../../../local-ecr/certificates/certificate-authority.ts';
import type { LocalProxy } from '../../../local-ecr/proxy/local-proxy.ts';
import { startLocalProxy } from '../../../local-ecr/proxy/local-proxy.ts';
import { openDownload } from '../../replication/download/open-download.ts';
import type { CompanyNetwork } from '../../../testing/company-network.ts';
import { hosts, region, startCompanyNetwork } from '../../../testing/company-network.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { Timeouts } from './timeouts.ts';
import { defaultTimeouts } from './timeouts.ts';
import type { ChangeableNetwork, NetworkOptions } from './create-network.ts';
import { createNetwork } from './create-network.ts';

const login = { user: 'ana', password: 'p@ss/w:rd' };
let company: CompanyNetwork;
let digest: string;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  company = await startCompanyNetwork(login);
  const repository = company.ecr.registry('111111111111', region).createRepository('team/app');
  const seeded = await seedImage(repository, [['layer', 100_000]], ['1.0']);
  digest = seeded.layerDigests[0] ?? '';
});
afterAll(() => company.close());
beforeEach(() => company.seen());
afterEach(async () => {
  company.proxy.behavior = 'pass';
  company.ecr.network.shape = {};
  await Promise.all(closing.splice(0).map((close) => close()));
});

const open = (
  options: Partial<NetworkOptions> & { readonly set?: NetworkSettings } = {},
): ChangeableNetwork =>
  createNetwork({
    timeouts: defaultTimeouts,
    settings: () => options.set ?? { proxyMode: 'environment', certificateFile: company.authorityFile },
    environment: {},
    ...options,
  });

const viaEnvironment = (more: Record<string, string> = {}, timeouts: Timeouts = defaultTimeouts) =>
  open({ timeouts, environment: { HTTPS_PROXY: company.proxy.urlWithLogin, ...more } });

const clientOf = (network: ChangeableNetwork): ECRClient =>
  new ECRClient({
    region,
    maxAttempts: 1,
    requestHandler: network.requestHandler,
    ignoreConfiguredEndpointUrls: true,
    credentials: { accessKeyId: 'AKIACOMPANY000000001', secretAccessKey: 'secret-of-company' },
  });

const list = async (network: ChangeableNetwork): Promise<readonly (string | undefined)[]> => {
  const { repositories = [] } = await clientOf(network).send(new DescribeRepositoriesCommand({}));
  return repositories.map(({ repositoryName }) => repositoryName);
};

/** What a call ends in. */
const failureOf = (network: ChangeableNetwork): Promise<unknown> =>
  list(network).catch((error: unknown) => error);

/** Where the local ECR is behind its name. */
const endpointHost = (): string => new URL(company.ecr.endpoint).host;

async function anotherProxy(): Promise<LocalProxy> {
  const proxy = await startLocalProxy({ getRoute: endpointHost });
  closing.push(() => proxy.close());
  return proxy;
}

function portOfListening(server: NetServer): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

/** A server that takes connections and says nothing. */
async function startSilent(): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${portOfListening(server)}`;
}

const hurried = { ...defaultTimeouts, connection: 400 };

async function download(network: ChangeableNetwork): Promise<number> {
  const repository = company.ecr.registry('111111111111', region).repository('team/app');
  const layer = repository.layers.get(digest);
  if (!layer) throw new Error('The layer is not there');
  const url = company.ecr.downloads.presign(repository, layer);
  const response = await openDownload(network, url, { firstByte: 0 }, 5_000, undefined);
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) bytes += chunk.length;
  return bytes;
}

const tunnelTo = (client: Duplex, host: string): void => {
  const [name, port] = host.split(':');
  const server = connect(Number(port), name, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.pipe(server).pipe(client);
  });
  client.on('error', () => server.destroy());
  server.on('error', () => client.destroy());
};

async function portOf(server: http.Server | https.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return portOfListening(server);
}

describe('through a proxy', () => {
  test('calls and layers go, each host by a tunnel, with the login from its address', async () => {
    const network = viaEnvironment();
    expect(await list(network)).toEqual(['team/app']);
    expect(await download(network)).toBe(100_000);
    expect(company.seen()).toEqual([`${hosts.ecr}:443`, `${hosts.layers}:443`]);
  });

  test('that wants no login; small letters come before capitals', async () => {
    const proxy = await anotherProxy();
    const environment = { https_proxy: proxy.url, HTTPS_PROXY: 'http://127.0.0.1:9' };
    expect(await list(open({ environment }))).toEqual(['team/app']);
    expect(proxy.requests).toMatchObject([{ kind: 'tunnel', host: `${hosts.ecr}:443`, outcome: 'pass' }]);
  });

  test('calls one after the other share a tunnel, and a client that is destroyed leaves it open', async () => {
    const proxy = await anotherProxy();
    const network = open({ environment: { HTTPS_PROXY: proxy.url } });
    const client = clientOf(network);
    await client.send(new DescribeRepositoriesCommand({}));
    client.destroy();
    expect(await list(network)).toEqual(['team/app']);
    expect(proxy.requests).toHaveLength(1);
  });

  test('plain HTTP is handed over as it is', async () => {
    const port = await portOf(http.createServer((request, response) => response.end(request.url)));
    const proxy = await startLocalProxy({ getRoute: () => `127.0.0.1:${port}` });
    closing.push(() => proxy.close());
    const network = open({ environment: { HTTP_PROXY: proxy.url } });
    const response = await openDownload(
      network,
      'http://mirror.internal/layer',
      { firstByte: 0 },
      5_000,
      undefined,
    );
    expect((await response.toArray()).join('')).toBe('/layer');
    expect(proxy.requests).toMatchObject([{ kind: 'forward', host: 'mirror.internal:80' }]);
  });

  test('that speaks TLS with a certificate of the company', async () => {
    const authority = await createCertificateAuthority('Proxy CA');
    const bundle = join(company.folder, 'proxy-ca.pem');
    await writeFile(bundle, authority.certificate);
    const seen: (string | undefined)[] = [];
    const server = https.createServer(await authority.issue(['localhost']));
    server.on('connect', ({ url, headers }, client) => {
      seen.push(url, headers['proxy-authorization']);
      tunnelTo(client, endpointHost());
    });
    const port = await portOf(server);
    const environment = { HTTPS_PROXY: `https://ana:secret@localhost:${port}`, AWS_CA_BUNDLE: bundle };
    expect(await list(open({ environment }))).toEqual(['team/app']);
    expect(seen).toEqual([`${hosts.ecr}:443`, `Basic ${Buffer.from('ana:secret').toString('base64')}`]);
  });

  test('a host of NO_PROXY and this computer itself are left out', async () => {
    const network = viaEnvironment({ NO_PROXY: 'example.com,amazonaws.com' });
    expect(await network.getRoute(`https://${hosts.ecr}/`)).toEqual({ kind: 'direct' });
    expect(await network.getRoute('https://api.ecr.cn-north-1.amazonaws.com.cn/')).toMatchObject({
      kind: 'proxy',
    });
    const response = await openDownload(
      network,
      `${company.ecr.endpoint}/`,
      { firstByte: 0 },
      5_000,
      undefined,
    );
    expect(response.statusCode).toBeGreaterThan(0);
    response.destroy();
    expect(company.seen()).toEqual([]);
  });
});

describe('a proxy that does not let through', () => {
  test.each([
    ['no login', '', 'wants a user name and password. Give them.'],
    ['another login', 'ana:wrong@', 'did not accept the user name and password. Correct them.'],
  ])('for want of one: %s', async (_what, secret, words) => {
    const url = company.proxy.url.replace('//', `//${secret}`);
    const failure = await failureOf(open({ environment: { HTTPS_PROXY: url } }));
    expect(failure).toMatchObject({
      code: 'ERR_PROXY_LOGIN',
      message: `ERR_PROXY_LOGIN: The proxy ${new URL(url).host} ${words}`,
    });
    expect(await download(open({ environment: { HTTPS_PROXY: url } })).catch(String)).toContain(words);
  });

  test('because it wants a sign-in of Windows', async () => {
    const server = http.createServer();
    server.on('connect', (_request, client) =>
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n',
      ),
    );
    const port = await portOf(server);
    expect(await failureOf(open({ environment: { HTTPS_PROXY: `127.0.0.1:${port}` } }))).toMatchObject({
      message: `ERR_PROXY_LOGIN: The proxy 127.0.0.1:${port} wants a kind of sign-in that this app cannot do (Negotiate, NTLM).`,
    });
  });

  test('to this host', async () => {
    company.proxy.behavior = 'refuse';
    const failure = await failureOf(viaEnvironment());
    expect(failure).toMatchObject({ code: 'ERR_PROXY_REFUSED' });
    expect(String(failure)).toContain(`does not let through to ${hosts.ecr}:443 (HTTP 403)`);
    expect(String(failure)).not.toMatch(/p@ss|p%40ss|ana/);
  });

  test('before a sign-in to the network itself', async () => {
    company.proxy.behavior = 'captive-portal';
    expect(await failureOf(viaEnvironment())).toMatchObject({ code: 'ERR_PROXY_PORTAL' });
  });

  test('because it is not there', async () => {
    expect(await failureOf(open({ environment: { HTTPS_PROXY: 'http://127.0.0.1:9' } }))).toMatchObject({
      message: 'ERR_PROXY_UNREACHABLE: The proxy 127.0.0.1:9 cannot be reached (ECONNREFUSED).',
    });
  });

  test.each(['socks5://127.0.0.1:1080', 'socks5h://ana:secret@127.0.0.1:1080'])(
    'because it is none of HTTP: %s; never direct in its place',
    async (url) => {
      const network = open({ environment: { HTTPS_PROXY: url } });
      expect(await failureOf(network)).toMatchObject({
        message:
          'ERR_PROXY_UNSUPPORTED: The variable HTTPS_PROXY asks for a SOCKS proxy, which this app cannot use. Give it an HTTP proxy.',
      });
      await expect(network.getAgent(`https://${hosts.layers}/`)).rejects.toThrow('SOCKS');
    },
  );
});

describe('what stalls ends in an error within the limit', () => {
  test('a proxy that does not answer', async () => {
    company.proxy.behavior = 'stall';
    const network = viaEnvironment({}, hurried);
    const words = `The proxy ${new URL(company.proxy.url).host} did not answer within 0.4 seconds.`;
    expect(String(await failureOf(network))).toContain(words);
    expect(await download(network).catch(String)).toContain(words);
  });

  test('TLS behind the tunnel', async () => {
    const silent = await startSilent();
    const proxy = await startLocalProxy({ getRoute: () => silent });
    closing.push(() => proxy.close());
    const network = open({ environment: { HTTPS_PROXY: proxy.url }, timeouts: hurried });
    expect(await failureOf(network)).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
    await expect(download(network)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('TLS without a proxy', async () => {
    const network = open({ timeouts: hurried });
    const url = `https://${await startSilent()}/`;
    await expect(openDownload(network, url, { firstByte: 0 }, 60_000, undefined)).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    });
  });

  test('an answer that stops in its midst', async () => {
    const authority = await createCertificateAuthority('Slow CA');
    const server = https.createServer(await authority.issue([hosts.ecr]), (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).write('{"repositories":'),
    );
    const bundle = join(company.folder, 'slow-ca.pem');
    await writeFile(bundle, authority.certificate);
    const port = await portOf(server);
    const proxy = await startLocalProxy({ getRoute: () => `127.0.0.1:${port}` });
    closing.push(() => proxy.close());
    const environment = { HTTPS_PROXY: proxy.url, AWS_CA_BUNDLE: bundle };
    const network = open({ environment, timeouts: { ...defaultTimeouts, answer: 700, request: 700 } });
    expect(await failureOf(network)).toMatchObject({ name: 'TimeoutError' });
  });
});

const direct = (options: Parameters<typeof open>[0]) => open({ set: { proxyMode: 'none' }, ...options });

const answered = async (network: ChangeableNetwork): Promise<boolean> => {
  const response = await openDownload(
    network,
    `${company.ecr.endpoint}/`,
    { firstByte: 0 },
    5_000,
    undefined,
  );
  response.destroy();
  return response.statusCode !== undefined;
};

describe('a certificate of the company', () => {
  test('is not trusted by itself', async () => {
    const network = direct({});
    await expect(answered(network)).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    expect(await network.certificateSources()).toEqual([
      { from: 'system', count: expect.any(Number), problem: undefined },
    ]);
  });

  test.each(['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'])('is trusted by %s', async (name) => {
    const network = direct({ environment: { [name]: company.authorityFile } });
    expect(await answered(network)).toBe(true);
    expect((await network.certificateSources()).slice(1)).toEqual([
      { from: name, path: company.authorityFile, count: 1 },
    ]);
  });

  test('is trusted by the file of the settings', async () => {
    const network = direct({ set: { proxyMode: 'none', certificateFile: company.authorityFile } });
    expect(await answered(network)).toBe(true);
  });

  test('is trusted once a profile names it, beside the others', async () => {
    const network = direct({ environment: { AWS_CA_BUNDLE: join(company.folder, 'no-such-file') } });
    await expect(answered(network)).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    network.trust(company.authorityFile);
    expect(await answered(network)).toBe(true);
    expect((await network.certificateSources()).slice(1)).toEqual([
      {
        from: 'AWS_CA_BUNDLE',
        path: join(company.folder, 'no-such-file'),
        count: 0,
        problem: 'There is no such file.',
      },
      { from: 'ca_bundle', path: company.authorityFile, count: 1 },
    ]);
  });
});

describe('what changes while it is used', () => {
  test('the next connection heeds new settings; what is under way ends as it began', async () => {
    const [first, second] = [await anotherProxy(), await anotherProxy()];
    let proxyUrl = first.url;
    const network = open({
      environment: {},
      settings: () => ({ proxyMode: 'manual', proxyUrl, certificateFile: company.authorityFile }),
    });
    company.ecr.network.shape = { latencyMs: 500 };
    const pending = list(network);
    await expect.poll(() => first.requests.length).toBe(1);
    proxyUrl = second.url;
    network.refresh();

    expect(await list(network)).toEqual(['team/app']);
    expect(await pending).toEqual(['team/app']);
    expect(await list(network)).toEqual(['team/app']);
    expect([first.requests.length, second.requests.length]).toEqual([1, 1]);
  });

  test('a certificate that is taken away is not trusted any more', async () => {
    let settings: NetworkSettings = { proxyMode: 'none', certificateFile: company.authorityFile };
    const network = open({ settings: () => settings });
    const url = `${company.ecr.endpoint}/`;
    (await openDownload(network, url, { firstByte: 0 }, 5_000, undefined)).resume();
    settings = { proxyMode: 'none' };
    network.refresh();
    await expect(openDownload(network, url, { firstByte: 0 }, 5_000, undefined)).rejects.toMatchObject({
      code: 'SELF_SIGNED_CERT_IN_CHAIN',
    });
  });

  test('the manual proxy takes the login that is held, and leaves out its own list', async () => {
    let proxyLogin: { userName: string; password: string } | undefined;
    const network = open({
      set: {
        proxyMode: 'manual',
        proxyUrl: company.proxy.url,
        proxyBypass: '.internal',
        certificateFile: company.authorityFile,
      },
      proxyLogin: () => proxyLogin,
    });
    expect(await failureOf(network)).toMatchObject({ code: 'ERR_PROXY_LOGIN' });
    proxyLogin = { userName: login.user, password: login.password };
    network.refresh();
    expect(await list(network)).toEqual(['team/app']);
    expect(await network.getRoute('https://ecr.internal/')).toEqual({ kind: 'direct' });
  });

  test('without an address the manual proxy is missing, and nothing goes direct', async () => {
    expect(await failureOf(open({ set: { proxyMode: 'manual' } }))).toMatchObject({
      message: 'ERR_PROXY_UNSUPPORTED: The network settings name no proxy. Type its address.',
    });
  });
});

const asSystem = (answer: (url: string) => string, environment: Record<string, string> = {}) => {
  const asked: string[] = [];
  const network = open({
    set: { proxyMode: 'system', certificateFile: company.authorityFile },
    environment,
    resolveProxy: (url) => {
      asked.push(url);
      return Promise.resolve(answer(url));
    },
  });
  return { network, asked };
};

describe("the system's proxy", () => {
  test('is asked once for each host, without the path', async () => {
    const proxy = await anotherProxy();
    const { network, asked } = asSystem(() => `PROXY ${new URL(proxy.url).host}; DIRECT`);
    expect(await list(network)).toEqual(['team/app']);
    expect(await list(network)).toEqual(['team/app']);
    await network.getAgent(`https://${hosts.layers}/layer?X-Amz-Signature=secret`);
    expect(asked).toEqual([`https://${hosts.ecr}/`, `https://${hosts.layers}/`]);
    expect(proxy.requests).toHaveLength(1);
  });

  test('is asked anew after a failure', async () => {
    const proxy = await anotherProxy();
    let answer = 'PROXY 127.0.0.1:9';
    const { network } = asSystem(() => answer);
    expect(await failureOf(network)).toMatchObject({ code: 'ERR_PROXY_UNREACHABLE' });
    answer = `PROXY ${new URL(proxy.url).host}`;
    expect(await list(network)).toEqual(['team/app']);
  });

  test('where it says direct the environment decides', async () => {
    const { network } = asSystem(() => 'DIRECT', { HTTPS_PROXY: company.proxy.urlWithLogin });
    expect(await list(network)).toEqual(['team/app']);
    expect(company.seen()).toEqual([`${hosts.ecr}:443`]);
  });

  test('is told when it is SOCKS', async () => {
    const { network } = asSystem(() => 'SOCKS5 127.0.0.1:1080; DIRECT');
    expect(await failureOf(network)).toMatchObject({
      message: expect.stringContaining("The system's proxy setting asks for a SOCKS proxy"),
    });
  });
});
