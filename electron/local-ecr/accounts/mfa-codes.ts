/** A user's MFA device. */
export interface MfaDevice {
  /** Such as `arn:aws:iam::111111111111:mfa/ana`. */
  readonly serialNumber: string;
  /** The codes that it will show, six digits each. Every one of them is taken once. */
  readonly codes: readonly string[];
}

/** Remembers which codes were used. */
export class MfaCodes {
  readonly #used = new Set<string>();

  /** @returns whether the device shows this code and it is new */
  redeem({ serialNumber, codes }: MfaDevice, code: string): boolean {
    const use = `${serialNumber} ${code}`;
    if (!codes.includes(code) || this.#used.has(use)) return false;
    this.#used.add(use);
    return true;
  }
}
