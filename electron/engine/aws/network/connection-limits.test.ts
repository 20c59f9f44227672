import { writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { createCertificateAuthority } from '../../../local-ecr/certificates/certificate-authority.ts';
import { hosts } from '../../../testing/company-network.ts';
import {
  failureOf,
  listenLocally,
  listRepositoryNames,
  test as base,
} from '../../../testing/network-test.ts';
import { openDownload } from '../../replication/download/open-download.ts';
import { defaultTimeouts } from './timeouts.ts';

const shortTimeouts = { ...defaultTimeouts, connection: 400 };

const test = base
  /** The `host:port` of a server that accepts connections and sends nothing. */
  .extend('silentHost', async ({ onTestFinished }) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return `127.0.0.1:${await listenLocally(server)}`;
  })
  /** Opens a network with a limit of 700 ms, in which this function writes the bodies of ECR's responses. */
  .extend(
    'openNetworkToEcr',
    ({ company, openNetwork, startProxy, listen }) =>
      async (writeBody: (response: ServerResponse) => unknown) => {
        const authority = await createCertificateAuthority('Slow CA');
        const server = https.createServer(await authority.issue([hosts.ecr]), (_request, response) => {
          response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
          void writeBody(response);
        });
        const bundle = join(company.folder, 'slow-ca.pem');
        await writeFile(bundle, authority.certificate);
        const port = await listen(server);
        const proxy = await startProxy({ getRoute: () => `127.0.0.1:${port}` });
        return openNetwork({
          environment: { HTTPS_PROXY: proxy.url, AWS_CA_BUNDLE: bundle },
          timeouts: { ...defaultTimeouts, answer: 700, request: 700 },
        });
      },
  );

describe('a connection fails within its limit', () => {
  test('to a proxy that does not respond', async ({ company, openNetwork, download }) => {
    company.proxy.behavior = 'stall';
    const network = openNetwork({
      environment: { HTTPS_PROXY: company.proxy.urlWithLogin },
      timeouts: shortTimeouts,
    });
    const words = `The proxy ${new URL(company.proxy.url).host} did not respond within 0.4 seconds.`;
    expect(String(await failureOf(network))).toContain(words);
    expect(await download(network).catch(String)).toContain(words);
  });

  test('for a TLS handshake in the tunnel', async ({ silentHost, openNetwork, startProxy, download }) => {
    const proxy = await startProxy({ getRoute: () => silentHost });
    const network = openNetwork({ environment: { HTTPS_PROXY: proxy.url }, timeouts: shortTimeouts });
    expect(await failureOf(network)).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
    await expect(download(network)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('for a TLS handshake without a proxy', async ({ silentHost, openNetwork }) => {
    const network = openNetwork({ timeouts: shortTimeouts });
    const url = `https://${silentHost}/`;
    await expect(openDownload(network, url, { firstByte: 0 }, 60_000, undefined)).rejects.toMatchObject({
      code: 'ETIMEDOUT',
    });
  });

  test('for a response that stops in the middle', async ({ openNetworkToEcr }) => {
    const network = await openNetworkToEcr((response) => response.write('{"repositories":'));
    expect(await failureOf(network)).toMatchObject({ name: 'TimeoutError' });
  });

  test('for a response that brings a byte from time to time and never ends', async ({ openNetworkToEcr }) => {
    const network = await openNetworkToEcr((response) => {
      response.write('{"repositories":');
      const timer = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(timer));
    });
    expect(await failureOf(network)).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
  });

  test('but not for a slow response that brings kilobytes', async ({ openNetworkToEcr }) => {
    const network = await openNetworkToEcr(async (response) => {
      for (let kilobytes = 0; kilobytes < 12; kilobytes += 1) {
        await delay(100);
        response.write(' '.repeat(1_024));
      }
      response.end('{"repositories":[]}');
    });
    expect(await listRepositoryNames(network)).toEqual([]);
  });
});

test.for(['direct', 'through a proxy'])(
  'a TLS connection has buffers of 128 KiB, %s',
  async (route, { company, openNetwork, startProxy, listen }) => {
    const authority = await createCertificateAuthority('Buffer CA');
    const server = https.createServer(await authority.issue(['127.0.0.1']), (_request, response) =>
      response.end('layer'),
    );
    const bundle = join(company.folder, 'buffer-ca.pem');
    await writeFile(bundle, authority.certificate);
    const host = `127.0.0.1:${await listen(server)}`;
    const proxy = await startProxy({ getRoute: () => host });
    const environment = {
      AWS_CA_BUNDLE: bundle,
      ...(route === 'through a proxy' && { HTTPS_PROXY: proxy.url }),
    };
    const network = openNetwork({ environment });
    const response = await openDownload(network, `https://${host}/`, { firstByte: 0 }, 60_000, undefined);
    expect(response.readableHighWaterMark).toBe(128 * 1024);
    expect(response.socket.writableHighWaterMark).toBe(128 * 1024);
    response.destroy();
  },
);
