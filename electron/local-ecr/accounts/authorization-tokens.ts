import { randomBytes } from 'node:crypto';
import type { Caller } from './accounts.ts';

const twelveHours = 12 * 60 * 60 * 1000;

export interface AuthorizationToken {
  /** The password after `AWS:` in Basic authentication at the registry endpoint. */
  readonly password: string;
  readonly caller: Caller;
  readonly region: string;
  readonly expiresAt: Date;
}

/** The passwords that GetAuthorizationToken issued, by which the registry endpoint finds its caller. */
export class AuthorizationTokens {
  readonly #tokens = new Map<string, AuthorizationToken>();

  issue(caller: Caller, region: string): AuthorizationToken {
    const password = randomBytes(96).toString('base64url');
    const token = { password, caller, region, expiresAt: new Date(Date.now() + twelveHours) };
    this.#tokens.set(password, token);
    return token;
  }

  /** @returns the token, expired or not: `expiresAt` distinguishes an expired password from an unknown one. */
  find(password: string): AuthorizationToken | undefined {
    return this.#tokens.get(password);
  }

  /** Makes every token issued so far expire. */
  expireAll(): void {
    for (const token of this.#tokens.values()) {
      this.#tokens.set(token.password, { ...token, expiresAt: new Date(0) });
    }
  }
}
