import type { Accounts } from '../accounts/accounts.ts';
import type { DenyRule, DenyRules } from '../accounts/deny-rules.ts';
import { readIdentityPolicy } from '../accounts/identity-policy.ts';
import type { CallFacts } from '../calls/call-log.ts';
import type { Fault, FaultKind } from './fault.ts';

interface WaitingFault {
  readonly fault: Fault;
  left: number;
}

/** The switches for everything that can go wrong. */
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
    this.#waiting = [...this.#waiting, { fault, left: fault.times ?? 1 }];
  }

  /** Denies an action until `clear`, as a missing identity policy would. */
  deny(rule: DenyRule): void {
    this.#denyRules.add(rule);
  }

  /** Allows a principal what this identity policy says and nothing else, until `clear`. @throws when IAM would not take the policy. */
  allowOnly(principalArn: string, policyText: string): void {
    this.#denyRules.allowOnly(principalArn, readIdentityPolicy(policyText));
  }

  /** From now on the principal's credentials are expired, until `accounts.renew`. */
  expireCredentials(principalArn: string): void {
    this.#accounts.expire(principalArn);
  }

  renewCredentials(principalArn: string): void {
    this.#accounts.renew(principalArn);
  }

  /** Sets the API door's clock ahead of this machine's by so many milliseconds, until `clear`: seen from there it is slow. */
  skewClock(milliseconds: number): void {
    this.#clockOffset = milliseconds;
  }

  /** What the API door takes for the time, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#clockOffset;
  }

  /** Takes away all waiting faults, denials and policies, and sets the clock right. */
  clear(): void {
    this.#clockOffset = 0;
    this.#waiting = [];
    this.#denyRules.clear();
  }

  /** Faults that still wait for a call: empty when a test met every one it set. */
  get waiting(): readonly Fault[] {
    return this.#waiting.map(({ fault }) => fault);
  }

  /**
   * The first waiting fault of these kinds that this call meets; it counts as having struck. One that strikes within
   * a body waits for a body that reaches so far (`bodyLength` in bytes).
   */
  take<K extends FaultKind>(
    kinds: readonly K[],
    facts: CallFacts,
    bodyLength = Number.POSITIVE_INFINITY,
  ): Extract<Fault, { kind: K }> | undefined {
    for (const waiting of this.#waiting) {
      const { fault } = waiting;
      if (!isOneOf(fault, kinds) || !matches(fault, facts) || placeWithinBody(fault) >= bodyLength) continue;
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

/** The first byte that the fault touches; 0 for one that does not care. */
function placeWithinBody(fault: Fault): number {
  if ('afterBytes' in fault) return fault.afterBytes;
  return fault.kind === 'corrupt-layer' ? (fault.atByte ?? 0) : 0;
}

function matches(fault: Fault, facts: CallFacts): boolean {
  return (
    agrees(fault.operation, facts.operation) &&
    agrees(fault.accountId, facts.accountId) &&
    agrees(fault.region, facts.region) &&
    agrees(fault.repositoryName, facts.repositoryName) &&
    (fault.digest === undefined || (facts.digests?.includes(fault.digest) ?? false))
  );
}

function agrees(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted === actual;
}
