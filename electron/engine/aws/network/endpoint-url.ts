import type { ECRClient } from '@aws-sdk/client-ecr';

/** AWS's own endpoints are https alone. */
const ofAws = 'https://api.ecr.amazonaws.com/';

/** Where a client's calls go, as far as what they answer is judged by it: a profile's own endpoint, or one of AWS. */
export async function endpointOf({ config }: Pick<ECRClient, 'config'>): Promise<string> {
  const endpoint = await config.endpoint?.();
  if (!endpoint) return ofAws;
  const { protocol, hostname, port } = endpoint;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}/`;
}
