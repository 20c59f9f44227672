import type { WebOperation } from '../web-services/web-operation.ts';
import { authorizePage } from '../web-services/oidc/authorize-page.ts';
import { createToken } from '../web-services/oidc/create-token.ts';
import { devicePage } from '../web-services/oidc/device-page.ts';
import { oidc } from '../web-services/oidc/oidc-error.ts';
import { registerClient } from '../web-services/oidc/register-client.ts';
import { startDeviceAuthorization } from '../web-services/oidc/start-device-authorization.ts';
import { getRoleCredentials } from '../web-services/portal/get-role-credentials.ts';
import { listAccounts } from '../web-services/portal/list-accounts.ts';
import { logout } from '../web-services/portal/logout.ts';
import { portal } from '../web-services/portal/portal-error.ts';

/** The operations of IAM Identity Center's portal and OIDC service, by method and path. */
export const identityCenterOperations: readonly (readonly [string, WebOperation])[] = [
  ['POST /client/register', { service: oidc, name: 'RegisterClient', run: registerClient }],
  [
    'POST /device_authorization',
    { service: oidc, name: 'StartDeviceAuthorization', run: startDeviceAuthorization },
  ],
  ['POST /token', { service: oidc, name: 'CreateToken', run: createToken }],
  ['GET /authorize', { service: oidc, name: 'Authorize', run: authorizePage }],
  ['GET /device', { service: oidc, name: 'VerifyDevice', run: devicePage }],

  ['GET /federation/credentials', { service: portal, name: 'GetRoleCredentials', run: getRoleCredentials }],
  ['GET /assignment/accounts', { service: portal, name: 'ListAccounts', run: listAccounts }],
  ['POST /logout', { service: portal, name: 'Logout', run: logout }],
];
