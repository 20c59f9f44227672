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
  /** Milliseconds for the connection and the response of one host; 20,000 if absent. */
  readonly limit?: number;
}

/** Sends a GET without credentials, and returns the status code without reading the body. */
async function requestStatus(url: string, { network, limit = 20_000 }: ConnectionTestPorts): Promise<number> {
  const agent = await network.getAgent(url);
  const signal = AbortSignal.timeout(limit);
  const createTimeoutError = (): Error =>
    Object.assign(new Error(`${url} did not respond within ${limit} ms`), { code: 'ETIMEDOUT' });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const headers = { 'user-agent': network.userAgent };
  const request = (url.startsWith('https:') ? https : http)
    .get(url, { agent, signal, headers }, (response: IncomingMessage) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    })
    .on('error', (error) => reject(signal.aborted ? createTimeoutError() : error));
  try {
    return await promise;
  } finally {
    request.destroy();
  }
}

const createProxyLoginError = (via: string): Error =>
  Object.assign(new Error(`HTTP 407 from ${via}`), { $metadata: { httpStatusCode: 407 } });

function describeFailure(thrown: unknown, { url, region }: RequiredHost, via: string): ErrorData {
  const error = readAwsError(thrown);
  const { host } = new URL(url);
  const described = describeNetworkError(error, { host, via, region }) ?? {
    code: 'network',
    message: `${host} cannot be reached. Check the network, VPN and proxy.`,
    retryable: true,
    action: 'network-settings',
  };
  return sanitizeErrorData({ ...described, detail: `${host}: ${error.message || error.name}` });
}

async function testHost(required: RequiredHost, ports: ConnectionTestPorts): Promise<ConnectionCheck> {
  const { url, purpose } = required;
  const start = performance.now();
  const { host } = new URL(url);
  // An unsupported proxy is reported as the error, not as the route.
  let via = 'direct';
  try {
    via = describeRoute(await ports.network.getRoute(url));
    const status = await requestStatus(url, ports);
    if (status === 407) throw createProxyLoginError(via);
    const milliseconds = Math.round(performance.now() - start);
    return { host, purpose, via, outcome: { kind: 'answered', status, milliseconds } };
  } catch (error) {
    return { host, purpose, via, outcome: { kind: 'failed', error: describeFailure(error, required, via) } };
  }
}

/** A host that both source and destination require is tested once. */
const removeDuplicates = (hosts: readonly RequiredHost[]): readonly RequiredHost[] => [
  ...new Map(hosts.map((host) => [`${host.purpose} ${host.url}`, host])).values(),
];

/**
 * Tests the connection to every host that these registries and their sign-ins require. Reads the certificate files and
 * the proxy settings of the system again first. Any HTTP response proves that the host can be reached. A host that
 * cannot be reached does not reject the promise.
 */
export async function testConnections(
  registries: readonly RegistrySelection[],
  ports: ConnectionTestPorts,
): Promise<readonly ConnectionCheck[]> {
  const catalog = parseProfileFiles(await readProfileFiles(ports.environment));
  for (const { profile } of registries) {
    const bundle = catalog.profiles.get(profile)?.values.get('ca_bundle');
    if (bundle) ports.network.trustBundle(bundle);
  }
  ports.network.refresh();
  const hosts = await Promise.all(registries.map((registry) => listRequiredHosts(registry, catalog)));
  return Promise.all(removeDuplicates(hosts.flat()).map((required) => testHost(required, ports)));
}
