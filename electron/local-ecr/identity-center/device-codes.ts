import { randomBytes, randomInt } from 'node:crypto';
import type { SignedInUser } from './directory.ts';

export interface DeviceCode {
  readonly deviceCode: string;
  /** For example `BCDF-GHJK`. */
  readonly userCode: string;
  readonly clientId: string;
  readonly startUrl: string;
}

/** The result of polling with a device code. */
export type DevicePoll =
  | { readonly kind: 'unknown' | 'expired' | 'too-soon' | 'pending' | 'refused' }
  | { readonly kind: 'approved'; readonly user: SignedInUser };

interface OpenDeviceCode extends DeviceCode {
  readonly expiresAt: number;
  polledAt: number;
  decision: SignedInUser | 'refused' | 'pending';
}

/** The codes that users enter, or open by a link, at the verification page. */
export class DeviceCodes {
  readonly #lifetimes: { readonly deviceCode: number; readonly pollInterval: number };
  readonly #now: () => number;
  #codes: readonly OpenDeviceCode[] = [];

  constructor(lifetimes: { readonly deviceCode: number; readonly pollInterval: number }, now: () => number) {
    this.#lifetimes = lifetimes;
    this.#now = now;
  }

  issue(clientId: string, startUrl: string): DeviceCode {
    const code: OpenDeviceCode = {
      deviceCode: randomBytes(64).toString('base64url'),
      userCode: `${randomLetters()}-${randomLetters()}`,
      clientId,
      startUrl,
      expiresAt: this.#now() + this.#lifetimes.deviceCode * 1000,
      polledAt: Number.NEGATIVE_INFINITY,
      decision: 'pending',
    };
    this.#codes = [...this.#codes, code];
    return code;
  }

  /** @returns undefined for a code that is unknown or expired. */
  find(userCode: string): DeviceCode | undefined {
    return this.#codes.find((code) => code.userCode === userCode && code.expiresAt > this.#now());
  }

  decide(userCode: string, decision: SignedInUser | 'refused'): void {
    for (const code of this.#codes) if (code.userCode === userCode) code.decision = decision;
  }

  /** @returns the state of a code; an approved one is returned once. */
  poll(deviceCode: string, clientId: string): DevicePoll {
    const code = this.#codes.find((one) => one.deviceCode === deviceCode && one.clientId === clientId);
    if (!code) return { kind: 'unknown' };
    const now = this.#now();
    if (code.expiresAt <= now) return { kind: 'expired' };
    const sinceLastPoll = now - code.polledAt;
    code.polledAt = now;
    // A client that waits the whole interval must not get slow_down because its timer was a moment early.
    if (sinceLastPoll < this.#lifetimes.pollInterval * 800) return { kind: 'too-soon' };
    if (code.decision === 'pending' || code.decision === 'refused') return { kind: code.decision };
    this.#codes = this.#codes.filter((one) => one !== code);
    return { kind: 'approved', user: code.decision };
  }
}

const consonants = 'BCDFGHJKLMNPQRSTVWXZ';

function randomLetters(): string {
  return Array.from({ length: 4 }, () => consonants[randomInt(consonants.length)]).join('');
}
