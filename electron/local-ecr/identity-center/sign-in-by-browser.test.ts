import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { expect } from 'vitest';
import { startUrl, test as base } from '../../testing/identity-center-test.ts';

const callback = 'http://127.0.0.1/oauth/callback';
const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

const visit = async (url: URL) => fetch(url, { redirect: 'manual' });

const redirectUri = 'http://127.0.0.1:43210/oauth/callback';

const test = base
  .extend(
    'registerForCode',
    ({ register }) =>
      async () =>
        register({
          grantTypes: ['authorization_code', 'refresh_token'],
          redirectUris: [callback],
          issuerUrl: startUrl,
        }),
  )
  .extend('authorizeUrl', ({ ecr }) => (clientId: string, returnUrl: string): URL => {
    const url = new URL('/authorize', ecr.endpoint);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: returnUrl,
      state: 'state-1',
      code_challenge_method: 'S256',
      scopes: 'sso:account:access',
      code_challenge: challenge,
    }).toString();
    return url;
  })
  .extend('codeFor', ({ authorizeUrl }) => async (clientId: string): Promise<string> => {
    const { headers } = await visit(authorizeUrl(clientId, redirectUri));
    return new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
  });

test('signs in by the browser with PKCE, and redirects to the application', async ({
  post,
  listAccounts,
  registerForCode,
  authorizeUrl,
}) => {
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

test.for([
  ['another verifier', { codeVerifier: 'x'.repeat(43) }],
  ['another redirect', { redirectUri: 'http://127.0.0.1:43211/oauth/callback' }],
  ['another code', { code: 'unknown' }],
] as const)(
  'rejects %s, and the code with it',
  async ([_what, wrong], { post, registerForCode, codeFor }) => {
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
  },
);

test('accepts a code once', async ({ post, registerForCode, codeFor }) => {
  const client = await registerForCode();
  const code = await codeFor(client.clientId);
  const request = { ...client, grantType: 'authorization_code', code, redirectUri, codeVerifier: verifier };
  expect((await post('/token', request)).status).toBe(200);
  expect((await post('/token', request)).body).toMatchObject({ error: 'invalid_grant' });
});

test('reports to the application that the user denied access', async ({
  ecr,
  registerForCode,
  authorizeUrl,
}) => {
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

test('shows the page until the user answers', async ({ ecr, registerForCode, authorizeUrl }) => {
  ecr.identityCenter.person = { user: 'eva', decision: 'wait' };
  const { clientId } = await registerForCode();
  const response = await visit(authorizeUrl(clientId, redirectUri));
  expect(response.status).toBe(200);
  const [, allow = ''] = /<a href="([^"]+)">Allow access/.exec(await response.text()) ?? [];
  const answered = await visit(new URL(allow.replaceAll('&amp;', '&')));
  expect(answered.headers.get('location')).toContain('code=');
});

test('does not redirect to an address that was not registered', async ({ registerForCode, authorizeUrl }) => {
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
