import type { Server as HttpServer } from 'node:http';
import type { Server as NetServer } from 'node:net';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { test as base } from 'vitest';
import type { NetworkSettings } from '../../shared/models/network.ts';
import { defaultTimeouts } from '../engine/aws/network/timeouts.ts';
import type { ChangeableNetwork, NetworkOptions } from '../engine/aws/network/create-network.ts';
import { createNetwork } from '../engine/aws/network/create-network.ts';
import { openDownload } from '../engine/replication/download/open-download.ts';
import type { LocalProxyOptions } from '../local-ecr/proxy/local-proxy.ts';
import { startLocalProxy } from '../local-ecr/proxy/local-proxy.ts';
import { region, startCompanyNetwork } from './company-network.ts';
import { seedImage } from './seed-image.ts';

/** The user name and password for the proxy of the company network. */
export const proxyLogin = { user: 'ana', password: 'p@ss/w:rd' };

export const layerSize = 100_000;

type OpenOptions = Partial<NetworkOptions> & { readonly set?: NetworkSettings };

export const createClient = (network: ChangeableNetwork): ECRClient =>
  new ECRClient({
    region,
    maxAttempts: 1,
    requestHandler: network.requestHandler,
    ignoreConfiguredEndpointUrls: true,
    credentials: { accessKeyId: 'AKIACOMPANY000000001', secretAccessKey: 'secret-of-company' },
  });

export async function listRepositoryNames(
  network: ChangeableNetwork,
): Promise<readonly (string | undefined)[]> {
  const { repositories = [] } = await createClient(network).send(new DescribeRepositoriesCommand({}));
  return repositories.map(({ repositoryName }) => repositoryName);
}

/** The error of a call that fails. */
export const failureOf = (network: ChangeableNetwork): Promise<unknown> =>
  listRepositoryNames(network).catch((error: unknown) => error);

/** Requests a URL without credentials, with a limit of five seconds for the response. */
export const request = (network: ChangeableNetwork, url: string) =>
  openDownload(network, url, { firstByte: 0 }, 5_000, undefined);

/** The port of a server that listens on 127.0.0.1 from now on. */
export async function listenLocally(server: NetServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

/** Tests of connections through the proxy of a company, with one repository `team/app` behind it. */
export const test = base
  .extend('login', { scope: 'file' }, proxyLogin)
  .extend('shared', { scope: 'file' }, async ({ login }, { onCleanup }) => {
    const company = await startCompanyNetwork(login);
    onCleanup(() => company.close());
    const repository = company.ecr.registry('111111111111', region).createRepository('team/app');
    const { layerDigests } = await seedImage(repository, [['layer', layerSize]], ['1.0']);
    return { company, digest: layerDigests[0] ?? '' };
  })
  .extend('company', ({ shared: { company } }, { onCleanup }) => {
    company.takeRequestedHosts();
    onCleanup(() => {
      company.proxy.behavior = 'pass';
      company.ecr.network.shape = {};
    });
    return company;
  })
  /** Downloads the layer, and returns the number of its bytes. */
  .extend('download', ({ company, shared: { digest } }) => async (network: ChangeableNetwork) => {
    const repository = company.ecr.registry('111111111111', region).repository('team/app');
    const layer = repository.layers.get(digest);
    if (!layer) throw new Error('The repository has no such layer');
    const response = await request(network, company.ecr.downloads.presign(repository, layer));
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) bytes += chunk.length;
    return bytes;
  })
  /** Opens a network that trusts the certificate of the company, with the proxy of the environment. */
  .extend(
    'openNetwork',
    ({ company }) =>
      (options: OpenOptions = {}) =>
        createNetwork({
          timeouts: defaultTimeouts,
          settings: () => options.set ?? { proxyMode: 'environment', certificateFile: company.authorityFile },
          environment: {},
          ...options,
        }),
  )
  /** Starts another proxy, by default one without a login in front of the same local ECR. */
  .extend('startProxy', ({ company, onTestFinished }) => async (options: LocalProxyOptions = {}) => {
    const { host } = new URL(company.ecr.endpoint);
    const proxy = await startLocalProxy({ getRoute: () => host, ...options });
    onTestFinished(() => proxy.close());
    return proxy;
  })
  /** Starts an HTTP or HTTPS server, and returns its port. */
  .extend('listen', ({ onTestFinished }) => (server: HttpServer) => {
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return listenLocally(server);
  });
