import { ECRClient } from '@aws-sdk/client-ecr';
import type { CredentialProvider } from '../credentials/aws-credentials.ts';
import type { ExpectedAccount } from '../credentials/verified-accounts.ts';
import { refuseForeignAnswers } from './unexpected-responses.ts';
import type { Network } from '../network/network.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';

/** Everything by which one client of ECR differs from another. */
export interface ClientKey {
  readonly profile: string;
  readonly region: string;
  readonly endpoint: EndpointOptions;
  /** No request is signed with credentials of another account. */
  readonly expected: readonly ExpectedAccount[];
}

/** The clients of ECR, one for each key; none is ever destroyed, because that would close what all share. */
export interface EcrClients {
  of(key: ClientKey, credentials: CredentialProvider): ECRClient;
  reset(): void;
}

export function createEcrClients(network: Network): EcrClients {
  const clients = new Map<string, ECRClient>();
  return {
    of(key, credentials) {
      const { profile, region, endpoint } = key;
      const name = JSON.stringify(key);
      const client =
        clients.get(name) ??
        refuseForeignAnswers(
          new ECRClient({
            profile,
            region,
            credentials,
            requestHandler: network.requestHandler,
            // `auto` would ask the instance metadata service for the region.
            defaultsMode: 'legacy',
            // `withRetry` is the one that tries again.
            maxAttempts: 1,
            ignoreConfiguredEndpointUrls: true,
            ...endpoint,
          }),
        );
      clients.set(name, client);
      return client;
    },
    reset: () => clients.clear(),
  };
}
