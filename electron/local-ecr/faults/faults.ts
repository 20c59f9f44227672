import type { Accounts } from '../accounts/accounts.ts';
import type { DenyRule, DenyRules } from '../accounts/deny-rules.ts';
import { readIdentityPolicy } from '../accounts/identity-policy.ts';
import type { CallFacts } from '../calls/call-log.ts';
import type { Fault, FaultKind } from './fault.ts';

interface WaitingFault {
  readonly fault: Fault;
  /** Matching calls that it leaves alone first. */
  toPass: number;
  left: number;
}

/** Injects the faults that the tests need. */
export class Faults {
  readonly #denyRules: DenyRules;
  readonly #accounts: Accounts;
  #waiting: readonly WaitingFault[] = [];
  #clockOffset = 0;

  constructor(denyRules: DenyRules, accounts: Accounts) {
    this.#denyRules = denyRules;
    this.#accounts = accounts;
  }

  add(fault: Fault): void {
    this.#waiting = [...this.#waiting, { fault, toPass: fault.afterCalls ?? 0, left: fault.times ?? 1 }];
  }

  /** Denies an action until `clear`, as a missing identity policy does. */
  deny(rule: DenyRule): void {
    this.#denyRules.add(rule);
  }

  /** Allows a principal only what this identity policy allows, until `clear`. @throws ZodError for a policy that IAM rejects. */
  allowOnly(principalArn: string, policyText: string): void {
    this.#denyRules.allowOnly(principalArn, readIdentityPolicy(policyText));
  }

  /** Expires the principal's credentials, until `accounts.renew`. */
  expireCredentials(principalArn: string): void {
    this.#accounts.expire(principalArn);
  }

  renewCredentials(principalArn: string): void {
    this.#accounts.renew(principalArn);
  }

  /** Sets the clock of the ECR API ahead of this machine's, in milliseconds, until `clear`; signatures then appear too old. */
  skewClock(milliseconds: number): void {
    this.#clockOffset = milliseconds;
  }

  /** The time at the ECR API, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#clockOffset;
  }

  /** Removes all pending faults, denials and policies, and resets the clock. */
  clear(): void {
    this.#clockOffset = 0;
    this.#waiting = [];
    this.#denyRules.clear();
  }

  /** Faults that were not injected yet: empty when each had a matching call. */
  get waiting(): readonly Fault[] {
    return this.#waiting.map(({ fault }) => fault);
  }

  /**
   * The first pending fault of these kinds that matches this call; it counts as injected. A fault within a body
   * applies only to a body of at least that length (`bodyLength` in bytes).
   */
  take<K extends FaultKind>(
    kinds: readonly K[],
    facts: CallFacts,
    bodyLength = Number.POSITIVE_INFINITY,
  ): Extract<Fault, { kind: K }> | undefined {
    for (const waiting of this.#waiting) {
      const { fault } = waiting;
      if (!isOneOf(fault, kinds) || !matches(fault, facts) || placeWithinBody(fault) >= bodyLength) continue;
      if (waiting.toPass > 0) {
        waiting.toPass -= 1;
        continue;
      }
      waiting.left -= 1;
      this.#waiting = this.#waiting.filter(({ left }) => left > 0);
      return fault;
    }
    return undefined;
  }
}

function isOneOf<K extends FaultKind>(
  fault: Fault,
  kinds: readonly K[],
): fault is Extract<Fault, { kind: K }> {
  return kinds.some((kind) => kind === fault.kind);
}

/** The position of the first byte that the fault affects; 0 for a fault without a position. */
function placeWithinBody(fault: Fault): number {
  if ('afterBytes' in fault) return fault.afterBytes;
  return fault.kind === 'corrupt-layer' ? (fault.atByte ?? 0) : 0;
}

function matches(fault: Fault, facts: CallFacts): boolean {
  return (
    agrees(fault.operation, facts.operation) &&
    agrees(fault.service, facts.service) &&
    agrees(fault.accountId, facts.accountId) &&
    agrees(fault.region, facts.region) &&
    agrees(fault.repositoryName, facts.repositoryName) &&
    (fault.digest === undefined || (facts.digests?.includes(fault.digest) ?? false))
  );
}

function agrees(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted === actual;
}
