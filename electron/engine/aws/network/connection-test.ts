import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { performance } from 'node:perf_hooks';
import type { ConnectionCheck } from '../../../../shared/models/network.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { ErrorData } from '../../../../shared/models/result.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { describeNetworkError } from '../../errors/describe-network-error.ts';
import { sanitizeErrorData } from '../../errors/sanitize-error-data.ts';
import { parseProfileFiles } from '../profiles/profile-catalog.ts';
import { readProfileFiles } from '../profiles/profile-files.ts';
import type { ChangeableNetwork } from './create-network.ts';
import type { Environment } from './find-route.ts';
import type { RequiredHost } from './required-hosts.ts';
import { listRequiredHosts } from './required-hosts.ts';
import { describeRoute } from './route.ts';

export interface ConnectionTestPorts {
  readonly network: ChangeableNetwork;
  readonly environment: Environment;
  /** Milliseconds that a host has for all of it. */
  readonly limit?: number;
}

/** Sends a GET without credentials, and answers the status as soon as it is there. */
async function statusOf(url: string, { network, limit = 20_000 }: ConnectionTestPorts): Promise<number> {
  const agent = await network.getAgent(url);
  const signal = AbortSignal.timeout(limit);
  const late = (): Error =>
    Object.assign(new Error(`${url} did not answer within ${limit} ms`), { code: 'ETIMEDOUT' });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const request = (url.startsWith('https:') ? https : http)
    .get(url, { agent, signal }, (response: IncomingMessage) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    })
    .on('error', (error) => reject(signal.aborted ? late() : error));
  try {
    return await promise;
  } finally {
    request.destroy();
  }
}

const proxyWantsLogin = (via: string): Error =>
  Object.assign(new Error(`HTTP 407 from ${via}`), { $metadata: { httpStatusCode: 407 } });

function failed(thrown: unknown, { url, region }: RequiredHost, via: string): ErrorData {
  const error = readAwsError(thrown);
  const { host } = new URL(url);
  const described = describeNetworkError(error, { host, via, region }) ?? {
    code: 'network',
    message: `${host} could not be reached. Check the network, VPN and proxy.`,
    retryable: true,
    action: 'network-settings',
  };
  return sanitizeErrorData({ ...described, detail: `${host}: ${error.message || error.name}` });
}

async function check(needed: RequiredHost, ports: ConnectionTestPorts): Promise<ConnectionCheck> {
  const { url, purpose } = needed;
  const start = performance.now();
  const { host } = new URL(url);
  // A proxy that cannot be used is told as the failure, not as the way.
  let via = 'direct';
  try {
    via = describeRoute(await ports.network.getRoute(url));
    const status = await statusOf(url, ports);
    if (status === 407) throw proxyWantsLogin(via);
    const milliseconds = Math.round(performance.now() - start);
    return { host, purpose, via, outcome: { kind: 'answered', status, milliseconds } };
  } catch (error) {
    return { host, purpose, via, outcome: { kind: 'failed', error: failed(error, needed, via) } };
  }
}

/** A host that both sides need is tried once. */
const distinct = (hosts: readonly RequiredHost[]): readonly RequiredHost[] => [
  ...new Map(hosts.map((host) => [`${host.purpose} ${host.url}`, host])).values(),
];

/**
 * Tries every host that these registries and their sign-ins take, as the next connection would reach it: the certificate
 * files are read again and the system is asked anew for proxies. Any answer of HTTP proves the way there. Never rejects
 * for a host's sake.
 */
export async function testConnections(
  registries: readonly RegistrySelection[],
  ports: ConnectionTestPorts,
): Promise<readonly ConnectionCheck[]> {
  const catalog = parseProfileFiles(await readProfileFiles(ports.environment));
  for (const { profile } of registries) {
    const bundle = catalog.profiles.get(profile)?.values.get('ca_bundle');
    if (bundle) ports.network.trust(bundle);
  }
  ports.network.refresh();
  const hosts = await Promise.all(registries.map((registry) => listRequiredHosts(registry, catalog)));
  return Promise.all(distinct(hosts.flat()).map((needed) => check(needed, ports)));
}
