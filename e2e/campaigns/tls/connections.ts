import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAwsAccess } from '../../../electron/engine/aws/clients/aws-access.ts';
import type { ChangeableNetwork } from '../../../electron/engine/aws/network/create-network.ts';
import { createNetwork } from '../../../electron/engine/aws/network/create-network.ts';
import { testConnections } from '../../../electron/engine/aws/network/connection-test.ts';
import { sendRegistryRequest } from '../../../electron/engine/oci-registry/send-request.ts';
import { createOidcClient } from '../../../electron/engine/aws/sign-in/oidc-client.ts';
import { createPortalClient } from '../../../electron/engine/aws/sign-in/portal-client.ts';
import { sendRequest } from '../../../electron/engine/aws/sign-in/send-request.ts';
import { defaultTimeouts } from '../../../electron/engine/aws/network/timeouts.ts';
import { listRepositories } from '../../../electron/engine/ecr/repositories.ts';
import { openDownload } from '../../../electron/engine/replication/download/open-download.ts';

/** A server of this machine with a bad certificate, or a trusted one in the control. */
export interface Target {
  readonly port: number;
  /** The path of the only trusted authority, in PEM. */
  readonly authorityFile: string;
  /** `http://127.0.0.1:port` of a proxy that routes `registry.test` to this machine. */
  readonly proxyUrl: string;
}

/** The host name of targets behind a proxy: no proxy is used for the names of this machine. */
export const throughProxy = 'registry.test';

const { signal } = new AbortController();
const once = { attempts: 1, firstWait: 1, longestWait: 1 };
const region = 'eu-west-1';

/** Shared by all connections with the same settings, as in the app: it reads hundreds of certificates. */
const networks = new Map<string, ChangeableNetwork>();

function networkTo(
  { authorityFile }: Target,
  environment: Readonly<Record<string, string>> = {},
): ChangeableNetwork {
  const all = { AWS_CA_BUNDLE: authorityFile, ...environment };
  const key = JSON.stringify(all);
  const network =
    networks.get(key) ??
    createNetwork({
      timeouts: { ...defaultTimeouts, connection: 5_000 },
      settings: () => ({ proxyMode: 'environment' }),
      environment: all,
    });
  networks.set(key, network);
  return network;
}

const urlOf = ({ port }: Target): string => `https://127.0.0.1:${port}`;

/** AWS files with one profile with that endpoint. */
async function withProfile<T>(
  target: Target,
  work: (environment: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tls-campaign-'));
  const environment = {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  await writeFile(
    environment.AWS_CONFIG_FILE,
    `[profile p]\nregion = ${region}\nendpoint_url = ${urlOf(target)}\n`,
  );
  await writeFile(
    environment.AWS_SHARED_CREDENTIALS_FILE,
    '[p]\naws_access_key_id = AKIAP000000000000000\naws_secret_access_key = a-secret-key\n',
  );
  try {
    return await work(environment);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const selection = { profile: 'p', region };

const accessTo = (target: Target, environment: Readonly<Record<string, string>>) =>
  createAwsAccess({ environment, network: networkTo(target), retryPolicy: once });

const registryRequest = (target: Target, url: string, environment?: Readonly<Record<string, string>>) =>
  sendRegistryRequest(networkTo(target, environment), {
    method: 'GET',
    url,
    headers: { authorization: 'Basic c2VjcmV0' },
    timeout: 5_000,
  });

/** Every kind of TLS connection of the app; each sends one request. */
export const connections: Readonly<Record<string, (target: Target) => Promise<unknown>>> = {
  'ECR API': (target) =>
    withProfile(target, async (environment) =>
      listRepositories(await accessTo(target, environment).connect(selection)),
    ),
  STS: (target) => withProfile(target, (environment) => accessTo(target, environment).identify(selection)),
  'registry endpoint': (target) => registryRequest(target, `${urlOf(target)}/v2/`),
  'layer download': async (target) =>
    (
      await openDownload(networkTo(target), `${urlOf(target)}/layer`, { firstByte: 0 }, 5_000, undefined)
    ).destroy(),
  'SSO OIDC': (target) =>
    createOidcClient(networkTo(target), urlOf(target)).registerClient(
      { clientName: 'c', clientType: 'public' },
      signal,
    ),
  'SSO portal': (target) =>
    createPortalClient(networkTo(target), urlOf(target)).listAccounts('a-token', signal),
  'start URL': (target) =>
    sendRequest(networkTo(target), { method: 'HEAD', url: `${urlOf(target)}/start`, signal }),
  'HTTPS proxy': (target) =>
    registryRequest(target, `https://${throughProxy}/v2/`, {
      HTTPS_PROXY: `https://ana:password@127.0.0.1:${target.port}`,
    }),
  'target through a proxy': (target) =>
    registryRequest(target, `https://${throughProxy}:${target.port}/v2/`, { HTTPS_PROXY: target.proxyUrl }),
  'connection test': (target) =>
    withProfile(target, (environment) =>
      testConnections([selection], { network: networkTo(target), environment, limit: 5_000 }),
    ),
};
