/** An identity that may call the local ECR, with the one access key it signs with. */
export interface LocalPrincipal {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** When set, every request must carry it, as temporary credentials do. */
  readonly sessionToken?: string;
  /** Such as `arn:aws:iam::111111111111:user/ana`. */
  readonly arn: string;
}

export interface LocalAccount {
  /** Twelve digits. */
  readonly id: string;
  readonly principals: readonly LocalPrincipal[];
}

/** A principal together with the account it belongs to. */
export interface Caller {
  readonly accountId: string;
  readonly principal: LocalPrincipal;
}

/** Finds callers by access key, and knows whose credentials have expired. */
export class Accounts {
  readonly #callers = new Map<string, Caller>();
  readonly #accountIds: ReadonlySet<string>;
  readonly #expired = new Set<string>();

  constructor(accounts: readonly LocalAccount[]) {
    this.#accountIds = new Set(accounts.map((account) => account.id));
    for (const { id, principals } of accounts) {
      for (const principal of principals)
        this.#callers.set(principal.accessKeyId, { accountId: id, principal });
    }
  }

  has(accountId: string): boolean {
    return this.#accountIds.has(accountId);
  }

  callerOf(accessKeyId: string): Caller | undefined {
    return this.#callers.get(accessKeyId);
  }

  /** From now on the principal's requests are answered with ExpiredTokenException. */
  expire(principalArn: string): void {
    this.#expired.add(principalArn);
  }

  /** As after a new sign-in. */
  renew(principalArn: string): void {
    this.#expired.delete(principalArn);
  }

  isExpired(principalArn: string): boolean {
    return this.#expired.has(principalArn);
  }
}
