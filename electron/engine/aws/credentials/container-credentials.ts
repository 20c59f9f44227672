import { isIP } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { readAwsError } from '../../errors/aws-error.ts';
import { isNetworkError } from '../../errors/describe-network-error.ts';
import { isLoopback } from '../network/proxy-bypass.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import { readContainerToken } from './container-token.ts';
import { MetadataError, readMetadataCredentials, requestMetadata } from './metadata-request.ts';

const relativeBase = 'http://169.254.170.2';

/** Hosts that are reached without TLS besides this computer: those of ECS and EKS Pod Identity. */
const plainHosts: ReadonlySet<string> = new Set(['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]']);

/** In milliseconds; the agent of EKS Pod Identity assumes the role before it responds. */
const requestTimeout = 5_000;

const maxAttempts = 3;

/** Milliseconds between two attempts. */
const pause = 1_000;

/** A name such as `x.localhost` can be that of another computer to the resolver. */
function isOnThisComputer(hostname: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return host === 'localhost' || (isIP(host) !== 0 && isLoopback(host));
}

/** @throws MetadataError for an address that must not receive the token. */
function findUrl(environment: Environment): string {
  const relative = environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const full = environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  const text = relative ? `${relativeBase}${relative}` : (full ?? '');
  const url = URL.parse(text);
  if (!url) throw new MetadataError('The environment names no address of container credentials.');
  const isAllowed =
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && (plainHosts.has(url.hostname) || isOnThisComputer(url.hostname)));
  if (!isAllowed)
    throw new MetadataError(
      `The address of the container credentials is not allowed: ${url.host} is neither reached by https, nor this computer, ECS or EKS.`,
    );
  return url.href;
}

/** Whether the same request can succeed later: the service did not respond, failed or throttles. */
function isTemporary(error: unknown): boolean {
  if (error instanceof MetadataError)
    return error.status !== undefined && (error.status >= 500 || error.status === 429);
  return isNetworkError(readAwsError(error));
}

/**
 * Reads the credentials of the role of this container (AWS SDKs and Tools Reference Guide, "Container credential
 * provider").
 *
 * @throws MetadataError; the error of the token file or of the network.
 */
export async function readContainerCredentials(
  environment: Environment,
  userAgent: string,
): Promise<AwsCredentials> {
  const url = findUrl(environment);
  for (let attempt = 1; ; attempt += 1) {
    // Read again each time: the file is replaced while the container runs.
    const token = (await readContainerToken(environment))?.trim();
    const headers: Readonly<Record<string, string>> = token ? { authorization: token } : {};
    try {
      const text = await requestMetadata({ method: 'GET', url, headers, userAgent, timeout: requestTimeout });
      return readMetadataCredentials(text);
    } catch (error) {
      if (attempt === maxAttempts || !isTemporary(error)) throw error;
      await delay(pause);
    }
  }
}
