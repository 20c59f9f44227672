import { randomBytes } from 'node:crypto';
import type { Caller, LocalPrincipal } from './accounts.ts';

/** The properties of temporary credentials. */
export interface Session {
  /** Milliseconds since 1970, by the local ECR's clock. */
  readonly expiresAt: number;
  /** The role of the session; absent for the session of a user. */
  readonly roleArn?: string;
  /** Whether the session was created with an MFA code. */
  readonly hasMfa: boolean;
}

/** Temporary credentials as STS, IAM Identity Center and the sign-in service issue them. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** The owner and the duration of a new session. */
export interface SessionRequest {
  readonly accountId: string;
  /** The account and ARN that the session acts as. */
  readonly arn: string;
  readonly roleArn?: string;
  readonly hasMfa?: boolean;
  readonly durationSeconds: number;
  /** Milliseconds since 1970, by the local ECR's clock. */
  readonly now: number;
}

/** The temporary credentials that were issued; every endpoint accepts them until they expire. */
export class TemporarySessions {
  /**
   * When set, every new session ends after this many seconds whatever the caller requests: for sessions that end
   * soon or, with 0, are already expired.
   */
  lifetimeSeconds: number | undefined;
  readonly #callers = new Map<string, Caller>();

  issue({
    accountId,
    arn,
    roleArn,
    hasMfa = false,
    durationSeconds,
    now,
  }: SessionRequest): TemporaryCredentials {
    const expiresAt = now + (this.lifetimeSeconds ?? durationSeconds) * 1000;
    const credentials = {
      accessKeyId: temporaryAccessKeyId(),
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(96).toString('base64'),
    };
    const principal: LocalPrincipal = { ...credentials, arn };
    const session: Session = { expiresAt, hasMfa, ...(roleArn !== undefined && { roleArn }) };
    this.#callers.set(credentials.accessKeyId, { accountId, principal, session });
    return { ...credentials, expiration: new Date(expiresAt) };
  }

  callerOf(accessKeyId: string): Caller | undefined {
    return this.#callers.get(accessKeyId);
  }

  /** Expires every session issued so far; new ones are not affected. */
  expireAll(): void {
    for (const [accessKeyId, caller] of this.#callers) {
      if (caller.session)
        this.#callers.set(accessKeyId, { ...caller, session: { ...caller.session, expiresAt: 0 } });
    }
  }
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The prefix of the access key ids of temporary credentials. */
function temporaryAccessKeyId(): string {
  return `ASIA${[...randomBytes(16)].map((byte) => base32[byte % 32]).join('')}`;
}
