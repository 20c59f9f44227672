import { redeemMfaCode } from './redeem-mfa-code.ts';
import { stsAccessDenied, type SignedStsCall } from '../query-protocol/sts-call.ts';
import { credentialsResult } from '../query-protocol/sts-result.ts';
import type { XmlElements } from '../query-protocol/xml.ts';

const oneHour = 3600;

/**
 * Temporary credentials of a user with long-term keys; with an MFA code they can assume the roles that require MFA.
 *
 * @throws EcrError AccessDenied, ValidationError
 */
export function getSessionToken(call: SignedStsCall): XmlElements {
  const { services, parameters, caller } = call;
  const { accountId, principal } = caller;
  if (principal.sessionToken !== undefined)
    throw stsAccessDenied('Cannot call GetSessionToken with session credentials');
  const durationSeconds = parameters.durationSeconds({
    minimum: 900,
    maximum: 36 * oneHour,
    usual: 12 * oneHour,
  });
  const hasMfa = redeemMfaCode(call);
  const now = services.faults.now();
  const credentials = services.accounts.sessions.issue({
    accountId,
    arn: principal.arn,
    hasMfa,
    durationSeconds,
    now,
  });
  return { Credentials: credentialsResult(credentials) };
}
