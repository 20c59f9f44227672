import { randomBytes } from 'node:crypto';
import type { Caller, LocalPrincipal } from './accounts.ts';

/** What makes credentials temporary. */
export interface Session {
  /** Milliseconds since 1970, by the local ECR's clock. */
  readonly expiresAt: number;
  /** The role whose session this is; absent for the session of a user. */
  readonly roleArn?: string;
  /** Whether an MFA code was given for it. */
  readonly hasMfa: boolean;
}

/** Credentials as STS, IAM Identity Center and the sign-in service give them out. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** The session to be: whose, and for how long. */
export interface SessionRequest {
  readonly accountId: string;
  /** Whom the session acts as. */
  readonly arn: string;
  readonly roleArn?: string;
  readonly hasMfa?: boolean;
  readonly durationSeconds: number;
  /** Milliseconds since 1970, by the local ECR's clock. */
  readonly now: number;
}

/** The temporary credentials given out; every door takes them until they expire. */
export class TemporarySessions {
  /**
   * When set, every new session ends after so many seconds whatever was asked for: to make one that is nearly over,
   * or, with 0, one that is over when it arrives.
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

  /** Every session so far is over, as if its time had passed; new ones are not touched. */
  expireAll(): void {
    for (const [accessKeyId, caller] of this.#callers) {
      if (caller.session)
        this.#callers.set(accessKeyId, { ...caller, session: { ...caller.session, expiresAt: 0 } });
    }
  }
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** ASIA is how the keys of temporary credentials begin. */
function temporaryAccessKeyId(): string {
  return `ASIA${[...randomBytes(16)].map((byte) => base32[byte % 32]).join('')}`;
}
