import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeRegistryCommand } from '@aws-sdk/client-ecr';
import { fromIni } from '@aws-sdk/credential-providers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loginCacheFile, writeAwsHome, writeLoginCache } from '../../testing/aws-home/write-aws-home.ts';
import type { LocalEcr } from '../local-ecr.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, clientOf, region, startSample } from '../testing/sample-registry.ts';
import type { Login } from './login-sessions.ts';

let ecr: LocalEcr;
let home: string;
beforeEach(async () => {
  ecr = await startSample();
  home = await mkdtemp(join(tmpdir(), 'sign-in-'));
  const profile = { kind: 'login', name: 'console', region, loginSession: ana.arn } as const;
  await writeAwsHome(home, { profiles: [profile] });
  vi.stubEnv('HOME', home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await ecr.close();
  await rm(home, { recursive: true });
});

const keep = async (login: Login) => writeLoginCache(home, ana.arn, login);
const resolve = async () =>
  fromIni({
    profile: 'console',
    ignoreCache: true,
    clientConfig: { endpoint: ecr.endpoint, maxAttempts: 1 },
  })();

/** A sign-in whose credentials have expired, so that the SDK must refresh it. */
function overdue(): Login {
  ecr.sessions.lifetimeSeconds = 0;
  const login = ecr.logins.login('111111111111', ana.arn);
  ecr.sessions.lifetimeSeconds = undefined;
  return login;
}

it('gives credentials that ECR accepts, without a call until they expire', async () => {
  await keep(ecr.logins.login('111111111111', ana.arn));
  const credentials = await resolve();
  expect(credentials.accountId).toBe('111111111111');
  const client = clientOf(ecr, { ...credentials, arn: '' });
  expect(await client.send(new DescribeRegistryCommand({}))).toMatchObject({ registryId: '111111111111' });
  expect(ecr.calls.all).toMatchObject([{ operation: 'DescribeRegistry', principalArn: ana.arn }]);
});

it('refreshes a sign-in, once per refresh token', async () => {
  const login = overdue();
  await keep(login);
  const credentials = await resolve();
  const client = clientOf(ecr, { ...credentials, arn: '' });
  expect(await client.send(new DescribeRegistryCommand({}))).toMatchObject({ registryId: '111111111111' });
  expect(JSON.parse(await readFile(loginCacheFile(home, ana.arn), 'utf8'))).not.toMatchObject({
    refreshToken: login.refreshToken,
  });
  await keep(login);
  expect(await refusal(resolve())).toMatchObject({
    message: 'Your session has expired. Please reauthenticate.',
  });
  expect(ecr.calls.of('CreateOAuth2Token')).toMatchObject([
    { service: 'sign-in', outcome: 'ok' },
    { service: 'sign-in', outcome: 'AccessDeniedException' },
  ]);
});

it.each([
  ['TOKEN_EXPIRED', 'Your session has expired. Please reauthenticate.'],
  ['USER_CREDENTIALS_CHANGED', 'because of a change in your password'],
  ['INSUFFICIENT_PERMISSIONS', "missing permission for the 'CreateOAuth2Token' action"],
] as const)('ends a sign-in because of %s', async (end, message) => {
  await keep(overdue());
  ecr.logins.end = end;
  expect(await refusal(resolve())).toMatchObject({ message: expect.stringContaining(message) });
});

it.each([
  ['server-error', 'InternalServerException'],
  ['throttle', 'TooManyRequestsError'],
] as const)('meets the fault %s', async (kind, name) => {
  await keep(overdue());
  ecr.faults.add({ kind, status: 500, operation: 'CreateOAuth2Token' });
  expect(await refusal(resolve())).toMatchObject({ message: expect.stringContaining(name) });
  await expect(resolve()).resolves.toBeDefined();
});

it('rejects a proof by another key, and a request without one', async () => {
  const { dpopKey } = ecr.logins.login('111111111111', ana.arn);
  await keep({ ...overdue(), dpopKey });
  expect(await refusal(resolve())).toMatchObject({ message: expect.stringContaining('has expired') });
  const { clientId, refreshToken } = overdue();
  const response = await fetch(`${ecr.endpoint}/v1/token`, {
    method: 'POST',
    body: JSON.stringify({ clientId, refreshToken, grantType: 'refresh_token' }),
  });
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([400, 'ValidationException']);
});
