/** A user's MFA device. */
export interface MfaDevice {
  /** For example `arn:aws:iam::111111111111:mfa/ana`. */
  readonly serialNumber: string;
  /** The codes that the device shows, six digits each. Each is accepted once. */
  readonly codes: readonly string[];
}

/** Records which codes were used. */
export class MfaCodes {
  readonly #used = new Set<string>();

  /** @returns whether the device shows this code and the code is unused. */
  redeem({ serialNumber, codes }: MfaDevice, code: string): boolean {
    const use = `${serialNumber} ${code}`;
    if (!codes.includes(code) || this.#used.has(use)) return false;
    this.#used.add(use);
    return true;
  }
}
