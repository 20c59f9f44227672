import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeRegistryCommand } from '@aws-sdk/client-ecr';
import { fromIni } from '@aws-sdk/credential-providers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ssoCacheFile, writeAwsHome, writeSsoCache } from '../../testing/aws-home/write-aws-home.ts';
import type { LocalAccount } from '../accounts/accounts.ts';
import type { LocalEcr } from '../local-ecr.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, clientOf, startSample } from '../testing/sample-registry.ts';
import type { LocalIdentityCenter } from './directory.ts';
import type { SignIn } from './identity-center.ts';
import { permissionSetRole } from './portal/permission-set-role.ts';

const startUrl = 'https://corp.awsapps.com/start';
const accounts: readonly LocalAccount[] = [
  { id: '111111111111', name: 'Build', principals: [ana] },
  { id: '222222222222', name: 'Production', principals: [] },
  { id: '333333333333', principals: [] },
];
const identityCenters: readonly LocalIdentityCenter[] = [
  {
    startUrl,
    users: [
      {
        name: 'eva',
        assignments: [
          { accountId: '111111111111', roleName: 'Release' },
          { accountId: '111111111111', roleName: 'ReadOnly' },
          { accountId: '222222222222', roleName: 'Release' },
          { accountId: '333333333333', roleName: 'Release' },
        ],
      },
      { name: 'tom', assignments: [] },
    ],
  },
];

let ecr: LocalEcr;
let home: string;
beforeEach(async () => {
  ecr = await startSample({ accounts, identityCenters });
  home = await mkdtemp(join(tmpdir(), 'identity-center-'));
  vi.stubEnv('HOME', home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await ecr.close();
  await rm(home, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly errorType: string | null;
  readonly body: Record<string, unknown>;
}

async function answerOf(response: Response): Promise<Answer> {
  const body = z.record(z.string(), z.unknown()).parse(await response.json());
  return { status: response.status, errorType: response.headers.get('x-amzn-errortype'), body };
}

const post = async (path: string, body: object) =>
  answerOf(
    await fetch(`${ecr.endpoint}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

const portal = async (path: string, token: string, method = 'GET') =>
  fetch(`${ecr.endpoint}${path}`, { method, headers: { 'x-amz-sso_bearer_token': token } });

const listAccounts = async (token: string, query = '') =>
  answerOf(await portal(`/assignment/accounts${query}`, token));

const register = async (more: object = {}) => {
  const scopes = ['sso:account:access'];
  const { body } = await post('/client/register', {
    clientName: 'app',
    clientType: 'public',
    scopes,
    ...more,
  });
  return { clientId: String(body['clientId']), clientSecret: String(body['clientSecret']) };
};

const callback = 'http://127.0.0.1/oauth/callback';
const registerForCode = async () =>
  register({
    grantTypes: ['authorization_code', 'refresh_token'],
    redirectUris: [callback],
    issuerUrl: startUrl,
  });

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

function authorizeUrl(clientId: string, redirectUri: string): URL {
  const url = new URL('/authorize', ecr.endpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: 'state-1',
    code_challenge_method: 'S256',
    scopes: 'sso:account:access',
    code_challenge: challenge,
  }).toString();
  return url;
}

const visit = async (url: URL) => fetch(url, { redirect: 'manual' });

const redirectUri = 'http://127.0.0.1:43210/oauth/callback';

async function codeFor(clientId: string): Promise<string> {
  const { headers } = await visit(authorizeUrl(clientId, redirectUri));
  return new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
}

it('signs in by the browser with PKCE, and redirects to the application', async () => {
  const client = await registerForCode();
  let returned: URLSearchParams | undefined;
  const application = createServer((request, response) => {
    returned = new URL(request.url ?? '', callback).searchParams;
    response.end();
  });
  await new Promise<void>((resolve) => {
    application.listen(0, '127.0.0.1', resolve);
  });
  const address = application.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const listening = `http://127.0.0.1:${port}/oauth/callback`;
  await fetch(authorizeUrl(client.clientId, listening));
  application.closeAllConnections();
  application.close();
  expect(returned?.get('state')).toBe('state-1');

  const { status, body } = await post('/token', {
    ...client,
    grantType: 'authorization_code',
    code: returned?.get('code'),
    redirectUri: listening,
    codeVerifier: verifier,
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600, refreshToken: expect.any(String) });
  expect((await listAccounts(String(body['accessToken']))).status).toBe(200);
});

it.each([
  ['another verifier', { codeVerifier: 'x'.repeat(43) }],
  ['another redirect', { redirectUri: 'http://127.0.0.1:43211/oauth/callback' }],
  ['another code', { code: 'unknown' }],
])('rejects %s, and the code with it', async (_what, wrong) => {
  const client = await registerForCode();
  const code = await codeFor(client.clientId);
  const right = { ...client, grantType: 'authorization_code', code, redirectUri, codeVerifier: verifier };
  expect(await post('/token', { ...right, ...wrong })).toMatchObject({
    status: 400,
    errorType: 'InvalidGrantException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/',
    body: { error: 'invalid_grant' },
  });
  // A code that was used once is invalid, whatever the error was.
  expect((await post('/token', right)).status).toBe('code' in wrong ? 200 : 400);
});

it('accepts a code once', async () => {
  const client = await registerForCode();
  const code = await codeFor(client.clientId);
  const request = { ...client, grantType: 'authorization_code', code, redirectUri, codeVerifier: verifier };
  expect((await post('/token', request)).status).toBe(200);
  expect((await post('/token', request)).body).toMatchObject({ error: 'invalid_grant' });
});

it('reports to the application that the user denied access', async () => {
  ecr.identityCenter.person = { user: 'eva', decision: 'refuse' };
  const { clientId } = await registerForCode();
  const { status, headers } = await visit(authorizeUrl(clientId, redirectUri));
  expect(status).toBe(302);
  const location = new URL(headers.get('location') ?? '');
  expect(Object.fromEntries(location.searchParams)).toMatchObject({
    error: 'access_denied',
    state: 'state-1',
  });
});

it('shows the page until the user answers', async () => {
  ecr.identityCenter.person = { user: 'eva', decision: 'wait' };
  const { clientId } = await registerForCode();
  const response = await visit(authorizeUrl(clientId, redirectUri));
  expect(response.status).toBe(200);
  const [, allow = ''] = /<a href="([^"]+)">Allow access/.exec(await response.text()) ?? [];
  const answered = await visit(new URL(allow.replaceAll('&amp;', '&')));
  expect(answered.headers.get('location')).toContain('code=');
});

it('does not redirect to an address that was not registered', async () => {
  const { clientId } = await registerForCode();
  for (const elsewhere of [
    'http://evil.example/oauth/callback',
    'http://127.0.0.1:1/other',
    'http://127.0.0.1.evil.example/oauth/callback',
  ]) {
    expect((await visit(authorizeUrl(clientId, elsewhere))).status).toBe(400);
  }
  expect((await visit(authorizeUrl('unknown', redirectUri))).status).toBe(400);
});

it.each([
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
])('does not register %s', async (_what, wrong, error) => {
  const answer = await post('/client/register', { clientName: 'app', clientType: 'public', ...wrong });
  expect(answer).toMatchObject({ status: 400, body: { error } });
});

const startDevice = async (client: object) => post('/device_authorization', { ...client, startUrl });
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

it('signs in by a code that the user approves on another device', async () => {
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

it('distinguishes a denied, an expired and a too frequently polled device code', async () => {
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

it('issues a refresh token only for the scope, and accepts each once', async () => {
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

it('accepts only registered clients, until their secrets expire', async () => {
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

it('lists the accounts of the user with their names, page by page', async () => {
  const { accessToken } = ecr.identityCenter.signIn(startUrl);
  const first = await listAccounts(accessToken, '?max_result=2');
  expect(first.body).toMatchObject({
    accountList: [
      { accountId: '111111111111', accountName: 'Build' },
      { accountId: '222222222222', accountName: 'Production' },
    ],
  });
  const next = await listAccounts(accessToken, `?max_result=2&next_token=${String(first.body['nextToken'])}`);
  expect(next.body).toMatchObject({ accountList: [{ accountId: '333333333333' }], nextToken: null });
});

const profileOf = (name: string, roleName: string) =>
  ({ kind: 'identity-center', name, session: 'corp', accountId: '111111111111', roleName }) as const;

async function writeHome(signIn: SignIn): Promise<void> {
  const profiles = [profileOf('release', 'Release'), profileOf('admin', 'Admin')];
  await writeAwsHome(home, { profiles, sessions: [{ name: 'corp', startUrl, ssoRegion: 'eu-west-1' }] });
  await writeSsoCache(home, 'corp', signIn, 'eu-west-1');
}

const resolve = async (profile = 'release') =>
  fromIni({ profile, ignoreCache: true, clientConfig: { endpoint: ecr.endpoint, maxAttempts: 1 } })();

it('gives the SDK a role’s credentials, which ECR accepts', async () => {
  await writeHome(ecr.identityCenter.signIn(startUrl));
  const credentials = await resolve();
  const client = clientOf(ecr, { ...credentials, arn: '' });
  expect(await client.send(new DescribeRegistryCommand({}))).toMatchObject({ registryId: '111111111111' });
  const { roleName, arn: roleArn } = permissionSetRole('111111111111', 'Release');
  const principalArn = `arn:aws:sts::111111111111:assumed-role/${roleName}/eva`;
  expect(ecr.calls.of('GetRoleCredentials', 'DescribeRegistry')).toMatchObject([
    { service: 'portal', roleArn, principalArn },
    { service: 'api', principalArn },
  ]);
});

it('lets the SDK refresh an access token that expires soon and rewrite the cache', async () => {
  ecr.identityCenter.lifetimes.accessToken = 60;
  const signIn = ecr.identityCenter.signIn(startUrl);
  await writeHome(signIn);
  ecr.identityCenter.lifetimes.accessToken = 3600;
  await resolve();
  const cached: unknown = JSON.parse(await readFile(ssoCacheFile(home, 'corp'), 'utf8'));
  expect(cached).not.toMatchObject({ refreshToken: signIn.refreshToken });
  expect(ecr.calls.of('CreateToken', 'GetRoleCredentials').map(({ outcome }) => outcome)).toEqual([
    'ok',
    'ok',
  ]);
});

it('rejects with the messages that the SDK passes to its caller', async () => {
  const signIn = ecr.identityCenter.signIn(startUrl);
  await writeHome(signIn);
  expect(await refusal(resolve('admin'))).toMatchObject({ message: 'ForbiddenException: No access' });
  ecr.faults.add({ kind: 'throttle', operation: 'GetRoleCredentials' });
  expect(await refusal(resolve())).toMatchObject({
    message: expect.stringContaining('TooManyRequestsException'),
  });
  ecr.identityCenter.tokens.expireAll();
  const gone = { message: 'UnauthorizedException: Session token not found or invalid' };
  expect(await refusal(resolve())).toMatchObject(gone);
  const { clientId, clientSecret, refreshToken } = signIn;
  const refresh = { clientId, clientSecret, refreshToken, grantType: 'refresh_token' };
  const { body } = await post('/token', refresh);
  ecr.identityCenter.tokens.revokeAll();
  expect(await post('/token', { ...refresh, refreshToken: body['refreshToken'] })).toMatchObject({
    body: { error: 'invalid_grant' },
  });
});

it('ends a sign-in on logout', async () => {
  const { accessToken } = ecr.identityCenter.signIn(startUrl);
  expect((await portal('/logout', accessToken, 'POST')).status).toBe(200);
  expect(await listAccounts(accessToken)).toMatchObject({
    status: 401,
    errorType: 'UnauthorizedException',
    body: { message: 'Session token not found or invalid' },
  });
});
