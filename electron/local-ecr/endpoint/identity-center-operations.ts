import type { WebOperation } from '../core/web-operation.ts';
import { authorizePage } from '../identity-center/oidc/authorize-page.ts';
import { createToken } from '../identity-center/oidc/create-token.ts';
import { devicePage } from '../identity-center/oidc/device-page.ts';
import { oidc } from '../identity-center/oidc/oidc-error.ts';
import { registerClient } from '../identity-center/oidc/register-client.ts';
import { startDeviceAuthorization } from '../identity-center/oidc/start-device-authorization.ts';
import { getRoleCredentials } from '../identity-center/portal/get-role-credentials.ts';
import { listAccounts } from '../identity-center/portal/list-accounts.ts';
import { logout } from '../identity-center/portal/logout.ts';
import { portal } from '../identity-center/portal/portal-error.ts';

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
