import { MfaCodes, type MfaDevice } from './mfa-codes.ts';
import { roleArn, type LocalRole, type OwnedRole } from './role.ts';
import { TemporarySessions, type Session } from './temporary-sessions.ts';

/** An identity that may call the local ECR, with its one access key. */
export interface LocalPrincipal {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The token that every request must carry, as with temporary credentials; absent for long-term keys. */
  readonly sessionToken?: string;
  /** For example `arn:aws:iam::111111111111:user/ana`. */
  readonly arn: string;
  readonly mfaDevice?: MfaDevice;
}

export interface LocalAccount {
  /** Twelve digits. */
  readonly id: string;
  /** The name in IAM Identity Center; the id by default. */
  readonly name?: string;
  readonly principals: readonly LocalPrincipal[];
  readonly roles?: readonly LocalRole[];
}

/** A principal together with the account it belongs to. */
export interface Caller {
  readonly accountId: string;
  readonly principal: LocalPrincipal;
  /** The session, for temporary credentials. */
  readonly session?: Session;
}

/** Finds callers by access key and roles by ARN, and records whose credentials have expired. */
export class Accounts {
  readonly sessions = new TemporarySessions();
  readonly mfaCodes = new MfaCodes();
  readonly #callers = new Map<string, Caller>();
  readonly #roles = new Map<string, OwnedRole>();
  readonly #names: ReadonlyMap<string, string>;
  readonly #expired = new Set<string>();

  constructor(accounts: readonly LocalAccount[]) {
    this.#names = new Map(accounts.map(({ id, name = id }) => [id, name]));
    for (const { id, principals, roles = [] } of accounts) {
      for (const principal of principals)
        this.#callers.set(principal.accessKeyId, { accountId: id, principal });
      for (const role of roles) this.addRole(id, role);
    }
  }

  /** Creates a role. */
  addRole(accountId: string, role: LocalRole): void {
    const arn = roleArn(accountId, role.name);
    this.#roles.set(arn, { accountId, role, arn });
  }

  has(accountId: string): boolean {
    return this.#names.has(accountId);
  }

  nameOf(accountId: string): string {
    return this.#names.get(accountId) ?? accountId;
  }

  callerOf(accessKeyId: string): Caller | undefined {
    return this.#callers.get(accessKeyId) ?? this.sessions.callerOf(accessKeyId);
  }

  roleOf(arn: string): OwnedRole | undefined {
    return this.#roles.get(arn);
  }

  /** Answers the principal's requests with ExpiredTokenException until `renew` is called. */
  expire(principalArn: string): void {
    this.#expired.add(principalArn);
  }

  /** Accepts the principal's credentials again, as after a new sign-in. */
  renew(principalArn: string): void {
    this.#expired.delete(principalArn);
  }

  /** @param now milliseconds since 1970 */
  isExpired({ principal, session }: Caller, now: number): boolean {
    return this.#expired.has(principal.arn) || (session !== undefined && session.expiresAt <= now);
  }
}
