import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { TemporaryCredentials, TemporarySessions } from '../accounts/temporary-sessions.ts';
import type { ProofKey } from './dpop-proof.ts';

/** Why a sign-in cannot be refreshed, as the service's error codes. */
export type RefreshFailure = 'TOKEN_EXPIRED' | 'USER_CREDENTIALS_CHANGED' | 'INSUFFICIENT_PERMISSIONS';

/** The content of a file in `~/.aws/login/cache`. */
export interface Login {
  readonly accessToken: Omit<TemporaryCredentials, 'expiration'> & {
    readonly accountId: string;
    /** ISO 8601. */
    readonly expiresAt: string;
  };
  readonly tokenType: 'aws_sigv4';
  readonly clientId: string;
  readonly refreshToken: string;
  /** The private key in PEM (SEC 1). */
  readonly dpopKey: string;
}

/** A console sign-in. */
interface LoginSession {
  readonly accountId: string;
  readonly arn: string;
  /** A refresh requires this key. */
  readonly key: ProofKey;
}

/** In seconds: the lifetime of the credentials of one refresh. */
export const loginCredentialsLifetime = 900;

/** Console sign-ins with `aws login`: short-term credentials, refreshed until the session ends. */
export class LoginSessions {
  /** When set, every refresh fails with this reason. */
  end: RefreshFailure | undefined;
  readonly #temporary: TemporarySessions;
  readonly #now: () => number;
  readonly #sessions = new Map<string, LoginSession>();
  readonly #proofs = new Set<string>();

  constructor(temporary: TemporarySessions, now: () => number) {
    this.#temporary = temporary;
    this.#now = now;
  }

  /** Signs a user in without the browser, as `aws login` does. */
  login(accountId: string, arn: string): Login {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const session: LoginSession = { accountId, arn, key: { kty: 'EC', crv: 'P-256', x, y } };
    const { credentials, refreshToken } = this.#issue(session);
    const { expiration, ...keys } = credentials;
    return {
      accessToken: { ...keys, accountId, expiresAt: expiration.toISOString() },
      tokenType: 'aws_sigv4',
      clientId: 'arn:aws:signin:::devtools/same-device',
      refreshToken,
      dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }).toString(),
    };
  }

  /** @returns false when a proof with this id was used before. */
  isNewProof(id: string): boolean {
    if (this.#proofs.has(id)) return false;
    this.#proofs.add(id);
    return true;
  }

  /**
   * Exchanges a refresh token, once, for new credentials.
   *
   * @returns undefined when it is unknown or used, or belongs to another key
   */
  refresh(
    refreshToken: string,
    key: ProofKey,
  ): { readonly credentials: TemporaryCredentials; readonly refreshToken: string } | undefined {
    const session = this.#sessions.get(refreshToken);
    if (!session || session.key.x !== key.x || session.key.y !== key.y) return undefined;
    this.#sessions.delete(refreshToken);
    return this.#issue(session);
  }

  #issue(session: LoginSession): { credentials: TemporaryCredentials; refreshToken: string } {
    const refreshToken = randomBytes(64).toString('base64url');
    this.#sessions.set(refreshToken, session);
    const { accountId, arn } = session;
    const durationSeconds = loginCredentialsLifetime;
    const credentials = this.#temporary.issue({ accountId, arn, durationSeconds, now: this.#now() });
    return { credentials, refreshToken };
  }
}
