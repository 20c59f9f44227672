import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { TemporaryCredentials, TemporarySessions } from '../accounts/temporary-sessions.ts';
import type { ProofKey } from './dpop-proof.ts';

/** Why a sign-in cannot be prolonged, in the service's own codes. */
export type LoginEnd = 'TOKEN_EXPIRED' | 'USER_CREDENTIALS_CHANGED' | 'INSUFFICIENT_PERMISSIONS';

/** What `aws login` keeps in `~/.aws/login/cache`. */
export interface Login {
  readonly accessToken: Omit<TemporaryCredentials, 'expiration'> & {
    readonly accountId: string;
    /** ISO 8601. */
    readonly expiresAt: string;
  };
  readonly tokenType: 'aws_sigv4';
  readonly clientId: string;
  readonly refreshToken: string;
  /** The private key, as SEC 1 in PEM. */
  readonly dpopKey: string;
}

/** A console sign-in that lasts. */
interface LoginSession {
  readonly accountId: string;
  readonly arn: string;
  /** Only the holder of this key may prolong it. */
  readonly key: ProofKey;
}

/** In seconds: so long do the credentials of one refresh live. */
export const loginCredentialsLifetime = 900;

/** The console sign-ins by `aws login`: short credentials, prolonged until the session ends. */
export class LoginSessions {
  /** When set, no sign-in can be prolonged, for this reason. */
  end: LoginEnd | undefined;
  readonly #temporary: TemporarySessions;
  readonly #now: () => number;
  readonly #sessions = new Map<string, LoginSession>();
  readonly #proofs = new Set<string>();

  constructor(temporary: TemporarySessions, now: () => number) {
    this.#temporary = temporary;
    this.#now = now;
  }

  /** Signs a person in past the browser, as `aws login` would. */
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

  /** @returns false when a proof of this id was shown before */
  isNewProof(id: string): boolean {
    if (this.#proofs.has(id)) return false;
    this.#proofs.add(id);
    return true;
  }

  /**
   * Takes a refresh token, once, and gives new credentials.
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
