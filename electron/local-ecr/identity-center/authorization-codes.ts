import { createHash, randomBytes } from 'node:crypto';
import type { SignedInUser } from './directory.ts';

/** The sign-in that a code was issued for. */
export interface AuthorizationGrant extends SignedInUser {
  readonly clientId: string;
  readonly redirectUri: string;
  /** base64url of the verifier's SHA-256 (RFC 7636, method S256). */
  readonly codeChallenge: string;
}

const tenMinutes = 10 * 60 * 1000;

/** The authorization codes, which the browser passes to the application. */
export class AuthorizationCodes {
  readonly #now: () => number;
  readonly #grants = new Map<string, AuthorizationGrant & { readonly expiresAt: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(grant: AuthorizationGrant): string {
    const code = randomBytes(32).toString('base64url');
    this.#grants.set(code, { ...grant, expiresAt: this.#now() + tenMinutes });
    return code;
  }

  /** @returns undefined for a code that is unknown, expired or was used before, even in an invalid request. */
  redeem(code: string): AuthorizationGrant | undefined {
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    return grant && grant.expiresAt > this.#now() ? grant : undefined;
  }
}

export function challengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}
