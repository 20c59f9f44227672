import { namesCaller, sessionArn, type OwnedRole } from '../../accounts/role.ts';
import { redeemMfaCode } from './redeem-mfa-code.ts';
import { notAuthorized, type SignedStsCall } from '../query-protocol/sts-call.ts';
import { validationError } from '../query-protocol/sts-parameters.ts';
import { assumedRoleUser, credentialsResult } from '../query-protocol/sts-result.ts';
import type { XmlElements } from '../query-protocol/xml.ts';

const oneHour = 3600;

/** The API's bounds for the duration of a role session, in seconds. */
export const roleSessionBounds = { minimum: 900, maximum: 12 * oneHour, usual: oneHour };

/**
 * A session of a role for a caller in its trust policy.
 *
 * @throws EcrError AccessDenied, ValidationError
 */
export function assumeRole(call: SignedStsCall): XmlElements {
  const { services, parameters, caller } = call;
  const arn = parameters.required('RoleArn');
  const sessionName = parameters.sessionName();
  const durationSeconds = parameters.durationSeconds(roleSessionBounds);
  const hasMfa = redeemMfaCode(call);
  const owned = services.accounts.roleOf(arn);
  if (
    !owned ||
    !isTrusted(owned, call, hasMfa) ||
    services.denyRules.denies(caller, 'sts:AssumeRole', undefined) ||
    !services.denyRules.allows(caller.principal.arn, 'sts:AssumeRole', arn)
  )
    throw notAuthorized(caller, 'AssumeRole', arn);
  requireDuration(owned, durationSeconds);
  if (caller.session && durationSeconds > oneHour) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  }
  const assumed = sessionArn(owned.accountId, owned.role.name, sessionName);
  const credentials = services.accounts.sessions.issue({
    accountId: owned.accountId,
    arn: assumed,
    roleArn: arn,
    hasMfa,
    durationSeconds,
    now: services.faults.now(),
  });
  return {
    Credentials: credentialsResult(credentials),
    AssumedRoleUser: assumedRoleUser(arn, assumed, sessionName),
  };
}

/** @throws EcrError ValidationError when the duration exceeds the role's maximum session duration. */
export function requireDuration({ role }: OwnedRole, durationSeconds: number): void {
  if (durationSeconds <= (role.maxSessionDuration ?? oneHour)) return;
  throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
}

function isTrusted({ role }: OwnedRole, { parameters, caller }: SignedStsCall, hasMfa: boolean): boolean {
  const { trustedPrincipals = [], externalId, requiresMfa = false } = role;
  return (
    namesCaller(trustedPrincipals, caller) &&
    (externalId === undefined || externalId === parameters.optional('ExternalId')) &&
    (!requiresMfa || hasMfa || (caller.session?.hasMfa ?? false))
  );
}
