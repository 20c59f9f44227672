/** Tries the MFA codes that a user enters, one at a time for each profile. */
export type AnswerMfa = (profile: string, code: string) => Promise<void>;

/**
 * AWS accepts each code once. Repeated entries of the pending code share its result, and another code is tried only after
 * the pending one has failed.
 *
 * @param tryCode resolves a profile's credentials with a code.
 */
export function createMfaAnswers(tryCode: AnswerMfa): AnswerMfa {
  const pending = new Map<string, { readonly code: string; readonly result: Promise<void> }>();
  return (profile, code) => {
    const previous = pending.get(profile);
    if (previous?.code === code) return previous.result;
    const result = (
      previous ? previous.result.catch(() => tryCode(profile, code)) : tryCode(profile, code)
    ).finally(() => {
      if (pending.get(profile)?.result === result) pending.delete(profile);
    });
    pending.set(profile, { code, result });
    return result;
  };
}
