import { randomBytes } from 'node:crypto';
import type { SignedInUser } from './directory.ts';
import type { OidcClient } from './oidc-clients.ts';
import { canRefresh } from './oidc-clients.ts';

export interface AccessToken extends SignedInUser {
  readonly accessToken: string;
  readonly client: OidcClient;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly refreshToken?: string;
}

/** The active sign-ins: each has one access token at a time and, if it can be refreshed, one refresh token. */
export class AccessTokens {
  readonly #lifetimes: { readonly accessToken: number };
  readonly #now: () => number;
  readonly #tokens = new Map<string, AccessToken>();

  constructor(lifetimes: { readonly accessToken: number }, now: () => number) {
    this.#lifetimes = lifetimes;
    this.#now = now;
  }

  issue({ startUrl, user }: SignedInUser, client: OidcClient): AccessToken {
    const token: AccessToken = {
      startUrl,
      user,
      client,
      accessToken: `aoaAAAA${randomBytes(48).toString('base64url')}`,
      expiresAt: this.#now() + this.#lifetimes.accessToken * 1000,
      ...(canRefresh(client) && { refreshToken: `aorAAAA${randomBytes(48).toString('base64url')}` }),
    };
    this.#tokens.set(token.accessToken, token);
    return token;
  }

  /** @returns undefined for a token that is unknown, revoked or expired. */
  find(accessToken: string): AccessToken | undefined {
    const token = this.#tokens.get(accessToken);
    return token && token.expiresAt > this.#now() ? token : undefined;
  }

  /**
   * Exchanges a refresh token, once, for a new pair of tokens.
   *
   * @returns undefined when it is unknown, used, revoked or another client's
   */
  refresh(refreshToken: string, client: OidcClient): AccessToken | undefined {
    const old = [...this.#tokens.values()].find((token) => token.refreshToken === refreshToken);
    if (!old || old.client.clientId !== client.clientId) return undefined;
    this.revoke(old.accessToken);
    return this.issue(old, client);
  }

  revoke(accessToken: string): void {
    this.#tokens.delete(accessToken);
  }

  /** Ends all sessions, as an administrator can: refresh tokens become invalid too. */
  revokeAll(): void {
    this.#tokens.clear();
  }

  /** Expires every access token issued so far; refresh tokens remain valid. */
  expireAll(): void {
    for (const token of this.#tokens.values()) {
      this.#tokens.set(token.accessToken, { ...token, expiresAt: 0 });
    }
  }
}
