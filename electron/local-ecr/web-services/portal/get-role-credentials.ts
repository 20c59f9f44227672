import { sessionArn } from '../../accounts/role.ts';
import { jsonReply, type WebCall, type WebReply } from '../web-operation.ts';
import { permissionSetRole } from './permission-set-role.ts';
import { noAccess, requireParameter, requireSignIn } from './portal-error.ts';

/** In seconds: the default session duration of a permission set. */
const sessionDuration = 3600;

/** Temporary credentials for one of the user's roles in one of their accounts. */
export function getRoleCredentials(webCall: WebCall): WebReply {
  const { services, call } = webCall;
  const accountId = requireParameter(webCall, 'account_id');
  const permissionSet = requireParameter(webCall, 'role_name');
  const { roleName, arn: roleArn } = permissionSetRole(accountId, permissionSet);
  call.addFacts({ accountId, roleArn });
  const { user } = requireSignIn(webCall);
  const isAssigned = user.assignments.some(
    (assignment) => assignment.accountId === accountId && assignment.roleName === permissionSet,
  );
  if (!isAssigned) throw noAccess();
  const arn = sessionArn(accountId, roleName, user.name);
  call.addFacts({ principalArn: arn });
  const { expiration, ...keys } = services.accounts.sessions.issue({
    accountId,
    arn,
    roleArn,
    durationSeconds: sessionDuration,
    now: services.faults.now(),
  });
  return jsonReply(200, { roleCredentials: { ...keys, expiration: expiration.getTime() } });
}
