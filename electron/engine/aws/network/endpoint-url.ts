import type { ECRClient } from '@aws-sdk/client-ecr';

/** Stands for any endpoint of AWS: redirect rules depend only on its scheme, which is always https. */
const awsEndpoint = 'https://api.ecr.amazonaws.com/';

/** The URL that a client sends its calls to: the profile's custom endpoint, or an endpoint of AWS. */
export async function readEndpointUrl({ config }: Pick<ECRClient, 'config'>): Promise<string> {
  const endpoint = await config.endpoint?.();
  if (!endpoint) return awsEndpoint;
  const { protocol, hostname, port } = endpoint;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}/`;
}
