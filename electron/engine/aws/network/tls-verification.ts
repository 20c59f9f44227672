/** With `0` Node checks no certificate of any connection whose code does not say otherwise. */
export const tlsVerificationVariable = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** The sentence for a person who has set it. */
export const tlsVerificationNotice = `${tlsVerificationVariable} is ignored: certificates are always checked. Name the certificate file of your network instead.`;

/**
 * Takes the variable out of this process's environment, which Node reads for each connection. Our own connections say by
 * themselves that they are checked; those of libraries, such as a container's credential endpoint, do not.
 *
 * @returns whether it would have switched the checks off.
 */
export function enforceTlsVerification(environment: Record<string, string | undefined>): boolean {
  const isSet = environment[tlsVerificationVariable] === '0';
  delete environment[tlsVerificationVariable];
  return isSet;
}
