import { expect } from 'vitest';
import { startUrl, test as base } from '../../testing/identity-center-test.ts';

const callback = 'http://127.0.0.1/oauth/callback';

const test = base.extend(
  'startDevice',
  ({ post }) =>
    async (client: object) =>
      post('/device_authorization', { ...client, startUrl }),
);

test.for([
  ['a confidential client', { clientType: 'confidential' }, 'invalid_client_metadata'],
  ['a malformed scope', { scopes: ['everything'] }, 'invalid_scope'],
  ['an unknown grant type', { grantTypes: ['password'] }, 'unsupported_grant_type'],
  [
    'the code flow without a redirect',
    { grantTypes: ['authorization_code'], issuerUrl: startUrl },
    'invalid_redirect_uri',
  ],
  [
    'the code flow without a start URL',
    { grantTypes: ['authorization_code'], redirectUris: [callback] },
    'invalid_request',
  ],
  ['a client without a name', { clientName: undefined }, 'invalid_request'],
] as const)('does not register %s', async ([_what, wrong, error], { post }) => {
  const answer = await post('/client/register', { clientName: 'app', clientType: 'public', ...wrong });
  expect(answer).toMatchObject({ status: 400, body: { error } });
});

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

test('signs in by a code that the user approves on another device', async ({
  ecr,
  post,
  listAccounts,
  register,
  startDevice,
}) => {
  ecr.identityCenter.lifetimes.pollInterval = 0;
  const client = await register();
  const { body } = await startDevice(client);
  expect(body).toMatchObject({
    userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
    verificationUri: `${ecr.endpoint}/device`,
    expiresIn: 600,
    interval: 0,
  });
  const poll = async () =>
    post('/token', { ...client, grantType: deviceGrant, deviceCode: body['deviceCode'] });
  expect(await poll()).toEqual({
    status: 400,
    errorType: 'AuthorizationPendingException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/',
    body: { error: 'authorization_pending', error_description: 'Authorization is still pending' },
  });
  expect((await fetch(String(body['verificationUriComplete']))).status).toBe(200);
  const { body: token } = await poll();
  expect((await listAccounts(String(token['accessToken']))).status).toBe(200);
  expect((await poll()).body).toMatchObject({ error: 'invalid_grant' });
});

test('distinguishes a denied, an expired and a too frequently polled device code', async ({
  ecr,
  post,
  register,
  startDevice,
}) => {
  const client = await register();
  const { body } = await startDevice(client);
  const poll = async () =>
    post('/token', { ...client, grantType: deviceGrant, deviceCode: body['deviceCode'] });
  ecr.identityCenter.lifetimes.pollInterval = 3600;
  expect((await poll()).body).toMatchObject({ error: 'authorization_pending' });
  expect((await poll()).body).toMatchObject({ error: 'slow_down' });
  ecr.identityCenter.lifetimes.pollInterval = 0;
  ecr.identityCenter.person = { user: 'eva', decision: 'refuse' };
  await fetch(String(body['verificationUriComplete']));
  expect((await poll()).body).toMatchObject({ error: 'access_denied' });
  ecr.faults.skewClock(601_000);
  expect((await poll()).body).toMatchObject({ error: 'expired_token' });
  expect((await fetch(String(body['verificationUriComplete']))).status).toBe(404);
});

test('issues a refresh token only for the scope, and accepts each once', async ({
  ecr,
  post,
  listAccounts,
  register,
  startDevice,
}) => {
  ecr.identityCenter.lifetimes.pollInterval = 0;
  const legacy = await register({ scopes: undefined });
  const { body: device } = await startDevice(legacy);
  await fetch(String(device['verificationUriComplete']));
  const { body: token } = await post('/token', {
    ...legacy,
    grantType: deviceGrant,
    deviceCode: device['deviceCode'],
  });
  expect(token).not.toHaveProperty('refreshToken');

  const { clientId, clientSecret, refreshToken, accessToken } = ecr.identityCenter.signIn(startUrl);
  const refresh = { clientId, clientSecret, grantType: 'refresh_token', refreshToken };
  const { body } = await post('/token', refresh);
  expect(body['refreshToken']).not.toBe(refreshToken);
  expect((await listAccounts(accessToken)).status).toBe(401);
  expect((await listAccounts(String(body['accessToken']))).status).toBe(200);
  expect((await post('/token', refresh)).body).toMatchObject({ error: 'invalid_grant' });
});

test('accepts only registered clients, until their secrets expire', async ({
  ecr,
  post,
  register,
  startDevice,
}) => {
  const client = await register();
  expect(await startDevice({ ...client, clientSecret: 'wrong' })).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  });
  expect((await post('/device_authorization', { ...client, startUrl: 'https://other' })).body).toMatchObject({
    error: 'invalid_request',
  });
  ecr.faults.skewClock(91 * 24 * 3_600_000);
  expect((await startDevice(client)).body).toMatchObject({ error: 'invalid_client' });
});
