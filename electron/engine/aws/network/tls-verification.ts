/** With the value `0`, Node verifies no certificate of connections that do not request it explicitly. */
export const tlsVerificationVariable = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** The warning for a user who has set the variable. */
export const tlsVerificationNotice = `${tlsVerificationVariable} is ignored: certificates are always verified. Specify the certificate file of your network instead.`;

/**
 * Deletes the variable from the environment of this process, which Node reads for each connection. The connections of
 * the engine request verification explicitly; those of libraries do not.
 *
 * @returns whether the variable had disabled the verification.
 */
export function enforceTlsVerification(environment: Record<string, string | undefined>): boolean {
  const isSet = environment[tlsVerificationVariable] === '0';
  delete environment[tlsVerificationVariable];
  return isSet;
}
