import { ECRClient } from '@aws-sdk/client-ecr';
import type { CredentialProvider } from '../profiles/aws-credentials.ts';
import type { ExpectedAccount } from '../credentials/verified-accounts.ts';
import { refuseUnexpectedResponses } from './unexpected-responses.ts';
import type { Network } from '../network/network.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';

/** The settings of an ECR client. Connections with equal settings share a client. */
export interface ClientKey {
  readonly profile: string;
  readonly region: string;
  readonly endpoint: EndpointOptions;
  /** A client signs no request with credentials of another account. */
  readonly expected: readonly ExpectedAccount[];
}

/** The ECR clients, one for each key. Never destroy one: that closes the connections that all clients share. */
export interface EcrClients {
  get(key: ClientKey, credentials: CredentialProvider): ECRClient;
  reset(): void;
}

export function createEcrClients(network: Network): EcrClients {
  const clients = new Map<string, ECRClient>();
  return {
    get(key, credentials) {
      const { profile, region, endpoint } = key;
      const id = JSON.stringify(key);
      const client =
        clients.get(id) ??
        refuseUnexpectedResponses(
          new ECRClient({
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
          }),
        );
      clients.set(id, client);
      return client;
    },
    reset: () => clients.clear(),
  };
}
