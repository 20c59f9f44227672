import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { describe, expect } from 'vitest';
import { createCertificateAuthority } from '../../../local-ecr/certificates/certificate-authority.ts';
import { hosts } from '../../../testing/company-network.ts';
import {
  createClient,
  failureOf,
  layerSize,
  listRepositoryNames,
  proxyLogin,
  request,
  test,
} from '../../../testing/network-test.ts';

function openTunnel(client: Duplex, host: string): void {
  const [name, port] = host.split(':');
  const server = connect(Number(port), name, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.pipe(server).pipe(client);
  });
  client.on('error', () => server.destroy());
  server.on('error', () => client.destroy());
}

describe('through a proxy', () => {
  test('sends calls and layers through one tunnel for each host, with the login of the address', async ({
    company,
    openNetwork,
    download,
  }) => {
    const network = openNetwork({ environment: { HTTPS_PROXY: company.proxy.urlWithLogin } });
    expect(await listRepositoryNames(network)).toEqual(['team/app']);
    expect(await download(network)).toBe(layerSize);
    expect(company.takeRequestedHosts()).toEqual([`${hosts.ecr}:443`, `${hosts.layers}:443`]);
  });

  test('prefers the variable in lower case', async ({ openNetwork, startProxy }) => {
    const proxy = await startProxy();
    const environment = { https_proxy: proxy.url, HTTPS_PROXY: 'http://127.0.0.1:9' };
    expect(await listRepositoryNames(openNetwork({ environment }))).toEqual(['team/app']);
    expect(proxy.requests).toMatchObject([{ kind: 'tunnel', host: `${hosts.ecr}:443`, outcome: 'pass' }]);
  });

  test('uses the same tunnel for consecutive calls, and keeps it when a client is destroyed', async ({
    openNetwork,
    startProxy,
  }) => {
    const proxy = await startProxy();
    const network = openNetwork({ environment: { HTTPS_PROXY: proxy.url } });
    const client = createClient(network);
    await client.send(new DescribeRepositoriesCommand({}));
    client.destroy();
    expect(await listRepositoryNames(network)).toEqual(['team/app']);
    expect(proxy.requests).toHaveLength(1);
  });

  test('forwards plain HTTP requests without a tunnel', async ({ openNetwork, startProxy, listen }) => {
    const port = await listen(http.createServer(({ url }, response) => response.end(url)));
    const proxy = await startProxy({ getRoute: () => `127.0.0.1:${port}` });
    const network = openNetwork({ environment: { HTTP_PROXY: proxy.url } });
    const response = await request(network, 'http://mirror.internal/layer');
    expect((await response.toArray()).join('')).toBe('/layer');
    expect(proxy.requests).toMatchObject([{ kind: 'forward', host: 'mirror.internal:80' }]);
  });

  test('supports a TLS proxy with a certificate of the company', async ({ company, openNetwork, listen }) => {
    const authority = await createCertificateAuthority('Proxy CA');
    const bundle = join(company.folder, 'proxy-ca.pem');
    await writeFile(bundle, authority.certificate);
    const received: (string | undefined)[] = [];
    const server = https.createServer(await authority.issue(['localhost']));
    server.on('connect', ({ url, headers }, client) => {
      received.push(url, headers['proxy-authorization']);
      openTunnel(client, new URL(company.ecr.endpoint).host);
    });
    const port = await listen(server);
    const environment = { HTTPS_PROXY: `https://ana:secret@localhost:${port}`, AWS_CA_BUNDLE: bundle };
    expect(await listRepositoryNames(openNetwork({ environment }))).toEqual(['team/app']);
    const authorization = `Basic ${Buffer.from('ana:secret').toString('base64')}`;
    expect(received).toEqual([`${hosts.ecr}:443`, authorization]);
  });

  test('bypasses the proxy for hosts of NO_PROXY and for this computer', async ({ company, openNetwork }) => {
    const environment = {
      HTTPS_PROXY: company.proxy.urlWithLogin,
      NO_PROXY: 'example.com,amazonaws.com',
    };
    const network = openNetwork({ environment });
    expect(await network.getRoute(`https://${hosts.ecr}/`)).toEqual({ kind: 'direct' });
    expect(await network.getRoute('https://api.ecr.cn-north-1.amazonaws.com.cn/')).toMatchObject({
      kind: 'proxy',
    });
    const response = await request(network, `${company.ecr.endpoint}/`);
    expect(response.statusCode).toBeGreaterThan(0);
    response.destroy();
    expect(company.takeRequestedHosts()).toEqual([]);
  });
});

describe('a failure of the proxy is reported', () => {
  test.for([
    ['no login', '', 'requires a user name and password. Enter them.'],
    ['another login', 'ana:wrong@', 'rejected the user name and password. Correct them.'],
  ] as const)('for %s', async ([, userInfo, words], { company, openNetwork, download }) => {
    const url = company.proxy.url.replace('//', `//${userInfo}`);
    const failure = await failureOf(openNetwork({ environment: { HTTPS_PROXY: url } }));
    expect(failure).toMatchObject({
      code: 'ERR_PROXY_LOGIN',
      message: `ERR_PROXY_LOGIN: The proxy ${new URL(url).host} ${words}`,
    });
    const downloading = download(openNetwork({ environment: { HTTPS_PROXY: url } }));
    expect(await downloading.catch(String)).toContain(words);
  });

  test('for Windows authentication', async ({ openNetwork, listen }) => {
    const server = http.createServer();
    server.on('connect', (_request, client) =>
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n',
      ),
    );
    const port = await listen(server);
    const network = openNetwork({ environment: { HTTPS_PROXY: `127.0.0.1:${port}` } });
    expect(await failureOf(network)).toMatchObject({
      message: `ERR_PROXY_LOGIN: The proxy 127.0.0.1:${port} requires a sign-in method that this app does not support (Negotiate, NTLM).`,
    });
  });

  test('for a blocked host, without the password', async ({ company, openNetwork }) => {
    company.proxy.behavior = 'refuse';
    const environment = { HTTPS_PROXY: company.proxy.urlWithLogin };
    const failure = await failureOf(openNetwork({ environment }));
    expect(failure).toMatchObject({ code: 'ERR_PROXY_REFUSED' });
    expect(String(failure)).toContain(`blocks connections to ${hosts.ecr}:443 (HTTP 403)`);
    expect(String(failure)).not.toMatch(/p@ss|p%40ss|ana/);
  });

  test('for a captive portal', async ({ company, openNetwork }) => {
    company.proxy.behavior = 'captive-portal';
    const environment = { HTTPS_PROXY: company.proxy.urlWithLogin };
    expect(await failureOf(openNetwork({ environment }))).toMatchObject({ code: 'ERR_PROXY_PORTAL' });
  });

  test('for a proxy that cannot be reached', async ({ openNetwork }) => {
    const network = openNetwork({ environment: { HTTPS_PROXY: 'http://127.0.0.1:9' } });
    expect(await failureOf(network)).toMatchObject({
      message: 'ERR_PROXY_UNREACHABLE: The proxy 127.0.0.1:9 cannot be reached (ECONNREFUSED).',
    });
  });

  test.for(['socks5://127.0.0.1:1080', 'socks5h://ana:secret@127.0.0.1:1080'])(
    'for the SOCKS proxy %s, without a direct connection',
    async (url, { openNetwork }) => {
      const network = openNetwork({ environment: { HTTPS_PROXY: url } });
      expect(await failureOf(network)).toMatchObject({
        message:
          'ERR_PROXY_UNSUPPORTED: The variable HTTPS_PROXY specifies a SOCKS proxy, which this app does not support. Specify an HTTP proxy.',
      });
      await expect(network.getAgent(`https://${hosts.layers}/`)).rejects.toThrow('SOCKS');
    },
  );
});

describe('the proxy of the settings', () => {
  test('receives the stored login, and is bypassed for the listed hosts', async ({
    company,
    openNetwork,
  }) => {
    let storedLogin: { userName: string; password: string } | undefined;
    const network = openNetwork({
      set: {
        proxyMode: 'manual',
        proxyUrl: company.proxy.url,
        proxyBypass: '.internal',
        certificateFile: company.authorityFile,
      },
      proxyLogin: () => storedLogin,
    });
    expect(await failureOf(network)).toMatchObject({ code: 'ERR_PROXY_LOGIN' });
    storedLogin = { userName: proxyLogin.user, password: proxyLogin.password };
    network.refresh();
    expect(await listRepositoryNames(network)).toEqual(['team/app']);
    expect(await network.getRoute('https://ecr.internal/')).toEqual({ kind: 'direct' });
  });

  test('is required in manual mode: nothing is sent directly', async ({ openNetwork }) => {
    expect(await failureOf(openNetwork({ set: { proxyMode: 'manual' } }))).toMatchObject({
      message: 'ERR_PROXY_UNSUPPORTED: The network settings contain no proxy address. Enter it.',
    });
  });
});
