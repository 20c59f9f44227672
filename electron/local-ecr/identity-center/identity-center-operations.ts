import type { WebOperation } from '../endpoint/web-operation.ts';
import { authorizePage } from './oidc/authorize-page.ts';
import { createToken } from './oidc/create-token.ts';
import { devicePage } from './oidc/device-page.ts';
import { oidc } from './oidc/oidc-error.ts';
import { registerClient } from './oidc/register-client.ts';
import { startDeviceAuthorization } from './oidc/start-device-authorization.ts';
import { getRoleCredentials } from './portal/get-role-credentials.ts';
import { listAccounts } from './portal/list-accounts.ts';
import { logout } from './portal/logout.ts';
import { portal } from './portal/portal-error.ts';

/** The portal and OIDC of IAM Identity Center, by method and path. */
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
