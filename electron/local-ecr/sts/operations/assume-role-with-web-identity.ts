import { sessionArn } from '../../accounts/role.ts';
import { EcrError } from '../../registry/ecr-error.ts';
import { stsAccessDenied, type StsCall } from '../query-protocol/sts-call.ts';
import { assumedRoleUser, credentialsResult } from '../query-protocol/sts-result.ts';
import type { XmlElements } from '../query-protocol/xml.ts';
import { requireDuration, roleSessionBounds } from './assume-role.ts';

/**
 * A session of a role for a web identity token that the role accepts. The call is not signed.
 *
 * @throws EcrError InvalidIdentityToken, AccessDenied, ValidationError
 */
export function assumeRoleWithWebIdentity({ services, parameters }: StsCall): XmlElements {
  const arn = parameters.required('RoleArn');
  const sessionName = parameters.sessionName();
  const token = parameters.required('WebIdentityToken');
  const durationSeconds = parameters.durationSeconds(roleSessionBounds);
  const owned = services.accounts.roleOf(arn);
  const tokens = owned?.role.webIdentityTokens;
  if (!owned || !tokens) throw stsAccessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity');
  if (!tokens.includes(token)) {
    throw new EcrError(
      'InvalidIdentityToken',
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  requireDuration(owned, durationSeconds);
  const assumed = sessionArn(owned.accountId, owned.role.name, sessionName);
  const credentials = services.accounts.sessions.issue({
    accountId: owned.accountId,
    arn: assumed,
    roleArn: arn,
    durationSeconds,
    now: services.faults.now(),
  });
  return {
    Credentials: credentialsResult(credentials),
    AssumedRoleUser: assumedRoleUser(arn, assumed, sessionName),
    SubjectFromWebIdentityToken: sessionName,
  };
}
