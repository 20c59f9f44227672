import { ECRClient } from '@aws-sdk/client-ecr';
import type { CredentialProvider } from '../profiles/aws-credentials.ts';
import type { ExpectedAccount } from '../credentials/verified-accounts.ts';
import { refuseUnexpectedResponses } from './unexpected-responses.ts';
import type { Network } from '../network/network.ts';
import type { ClientTarget } from '../network/client-settings.ts';
import { createClientSettings } from '../network/client-settings.ts';

/** The settings of an ECR client. Connections with equal settings share a client. */
export interface ClientKey extends ClientTarget {
  /** A client signs no request with credentials of another account. */
  readonly expected: readonly ExpectedAccount[];
}

/** The ECR clients, one for each key. Never destroy one: that closes the connections that all clients share. */
export interface EcrClients {
  get(key: ClientKey, credentials: CredentialProvider): ECRClient;
  reset(): void;
}

/** Creates an empty cache of clients. Each client is kept until `reset`, also when its credentials have expired. */
export function createEcrClients(network: Network): EcrClients {
  const clients = new Map<string, ECRClient>();
  return {
    get(key, credentials) {
      const id = JSON.stringify(key);
      const client =
        clients.get(id) ??
        refuseUnexpectedResponses(new ECRClient(createClientSettings(key, credentials, network)));
      clients.set(id, client);
      return client;
    },
    reset: () => clients.clear(),
  };
}
