import { readAwsError } from '../../errors/aws-error.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { Values } from '../profiles/profile-catalog.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import { MetadataError, readMetadataCredentials, requestMetadata } from './metadata-request.ts';

const endpoints = { ipv4: 'http://169.254.169.254', ipv6: 'http://[fd00:ec2::254]' } as const;

/** In milliseconds; short, because on a desktop computer no metadata service answers. */
const requestTimeout = 2_000;

const rolePath = '/latest/meta-data/iam/security-credentials/';

/** Milliseconds for which credentials are used that the service could not renew in time, as in the SDKs. */
const extension = 10 * 60_000;

/** Where a profile and the environment say that the service is. `[default]` and AWS_PROFILE are other profiles. */
export interface InstanceMetadataSource {
  readonly environment: Environment;
  readonly values: Values;
  readonly userAgent: string;
}

const readSetting = (
  { environment, values }: InstanceMetadataSource,
  variable: string,
  key: string,
): string | undefined => environment[variable] || values.get(key);

function findEndpoint(source: InstanceMetadataSource): string {
  const endpoint = readSetting(source, 'AWS_EC2_METADATA_SERVICE_ENDPOINT', 'ec2_metadata_service_endpoint');
  const mode = readSetting(
    source,
    'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
    'ec2_metadata_service_endpoint_mode',
  );
  return (endpoint ?? (mode?.toLowerCase() === 'ipv6' ? endpoints.ipv6 : endpoints.ipv4)).replace(/\/+$/, '');
}

const isVersion1Disabled = (source: InstanceMetadataSource): boolean =>
  !['', 'false'].includes(
    readSetting(source, 'AWS_EC2_METADATA_V1_DISABLED', 'ec2_metadata_v1_disabled')?.toLowerCase() ?? '',
  );

/** Whether the service has no session tokens, or they do not reach a container (hop limit): version 1 may still answer. */
const mayHaveVersion1 = (error: unknown): boolean =>
  error instanceof MetadataError
    ? [403, 404, 405].includes(error.status ?? 0)
    : readAwsError(error).code === 'ETIMEDOUT';

/**
 * Reads the credentials of the role of this EC2 instance (AWS SDKs and Tools Reference Guide, "IMDS credential
 * provider").
 *
 * @throws MetadataError, or the error of the network.
 */
export async function readInstanceCredentials(source: InstanceMetadataSource): Promise<AwsCredentials> {
  const endpoint = findEndpoint(source);
  const { userAgent } = source;
  const send = (method: 'GET' | 'PUT', path: string, headers: Readonly<Record<string, string>>) =>
    requestMetadata({ method, url: endpoint + path, headers, userAgent, timeout: requestTimeout });

  let headers: Readonly<Record<string, string>> = {};
  try {
    const token = await send('PUT', '/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' });
    headers = { 'x-aws-ec2-metadata-token': token.trim() };
  } catch (error) {
    if (!mayHaveVersion1(error) || isVersion1Disabled(source)) throw error;
  }
  const role = (await send('GET', rolePath, headers)).trim();
  if (!/^[\w+=,.@-]+$/.test(role)) throw new MetadataError('The instance has no role.');
  const credentials = readMetadataCredentials(await send('GET', rolePath + role, headers));
  const isExpired = (credentials.expiration?.getTime() ?? Infinity) <= Date.now();
  return isExpired ? { ...credentials, expiration: new Date(Date.now() + extension) } : credentials;
}
