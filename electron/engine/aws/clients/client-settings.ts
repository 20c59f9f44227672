import type { CredentialProvider } from '../profiles/aws-credentials.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';
import type { Network } from '../network/network.ts';

/** What a client of the SDK is for. */
export interface ClientTarget {
  readonly profile: string;
  readonly region: string;
  readonly endpoint: EndpointOptions;
}

/** The settings that every client of the SDK gets. */
export const createClientSettings = (
  { profile, region, endpoint }: ClientTarget,
  credentials: CredentialProvider,
  network: Network,
) =>
  ({
    profile,
    region,
    credentials,
    requestHandler: network.requestHandler,
    // `auto` requests the region from the instance metadata service.
    defaultsMode: 'legacy',
    // `withRetry` is the only owner of retries.
    maxAttempts: 1,
    ignoreConfiguredEndpointUrls: true,
    ...endpoint,
  }) as const;

export type ClientSettings = ReturnType<typeof createClientSettings>;
