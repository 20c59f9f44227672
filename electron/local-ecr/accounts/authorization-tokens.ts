import { randomBytes } from 'node:crypto';
import type { Caller } from './accounts.ts';

const twelveHours = 12 * 60 * 60 * 1000;

export interface AuthorizationToken {
  /** What follows `AWS:` in Basic authentication at the registry door. */
  readonly password: string;
  readonly caller: Caller;
  readonly region: string;
  readonly expiresAt: Date;
}

/** The passwords given out by GetAuthorizationToken; the registry door asks here whose they are. */
export class AuthorizationTokens {
  readonly #tokens = new Map<string, AuthorizationToken>();

  issue(caller: Caller, region: string): AuthorizationToken {
    const password = randomBytes(96).toString('base64url');
    const token = { password, caller, region, expiresAt: new Date(Date.now() + twelveHours) };
    this.#tokens.set(password, token);
    return token;
  }

  /** The token, even if its time is over: compare `expiresAt` to tell a stale password from a wrong one. */
  find(password: string): AuthorizationToken | undefined {
    return this.#tokens.get(password);
  }

  /** Makes every token issued so far stale. */
  expireAll(): void {
    for (const token of this.#tokens.values()) {
      this.#tokens.set(token.password, { ...token, expiresAt: new Date(0) });
    }
  }
}
