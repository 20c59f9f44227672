import { randomBytes } from 'node:crypto';

/** The scope that gives a sign-in access to accounts, and a refresh token. */
export const accountAccess = 'sso:account:access';

/** The metadata of a client in its registration. */
export interface OidcClientMetadata {
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** The start URL for the authorization code flow. */
  readonly issuerUrl?: string;
}

export interface OidcClient extends OidcClientMetadata {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** The registered applications. */
export class OidcClients {
  readonly #lifetimes: { readonly clientSecret: number };
  readonly #now: () => number;
  readonly #clients = new Map<string, OidcClient>();

  constructor(lifetimes: { readonly clientSecret: number }, now: () => number) {
    this.#lifetimes = lifetimes;
    this.#now = now;
  }

  register(metadata: OidcClientMetadata): OidcClient {
    const issuedAt = this.#now();
    const client: OidcClient = {
      ...metadata,
      clientId: randomBytes(16).toString('base64url'),
      clientSecret: randomBytes(64).toString('base64url'),
      issuedAt,
      expiresAt: issuedAt + this.#lifetimes.clientSecret * 1000,
    };
    this.#clients.set(client.clientId, client);
    return client;
  }

  find(clientId: string): OidcClient | undefined {
    return this.#clients.get(clientId);
  }

  /** @returns undefined for an unknown client, a wrong secret and an expired one. */
  authenticate(clientId: string, clientSecret: string): OidcClient | undefined {
    const client = this.find(clientId);
    return client?.clientSecret === clientSecret && client.expiresAt > this.#now() ? client : undefined;
  }

  /** Removes every registration. */
  clear(): void {
    this.#clients.clear();
  }
}

export function canRefresh({ scopes }: OidcClientMetadata): boolean {
  return scopes.includes(accountAccess);
}

/** A redirect to the loopback interface is registered without its port (RFC 8252, section 7.3). */
export function allowsRedirect({ redirectUris }: OidcClientMetadata, redirectUri: string): boolean {
  return redirectUris.some(
    (registered) => withoutLoopbackPort(registered) === withoutLoopbackPort(redirectUri),
  );
}

function withoutLoopbackPort(uri: string): string {
  return uri.replace(/^(http:\/\/(?:127\.0\.0\.1|\[::1\])):\d+(?=\/|$)/, '$1');
}
