import { readFile } from 'node:fs/promises';
import { DescribeRegistryCommand } from '@aws-sdk/client-ecr';
import { fromIni } from '@aws-sdk/credential-providers';
import { expect } from 'vitest';
import { ssoCacheFile, writeAwsHome, writeSsoCache } from '../../testing/aws-home/write-aws-home.ts';
import { refusal } from '../testing/refusal.ts';
import { clientOf } from '../testing/sample-registry.ts';
import type { SignIn } from './identity-center.ts';
import { permissionSetRole } from '../web-services/portal/permission-set-role.ts';
import { startUrl, test as base } from '../../testing/identity-center-test.ts';

const profileOf = (name: string, roleName: string) =>
  ({ kind: 'identity-center', name, session: 'corp', accountId: '111111111111', roleName }) as const;

const test = base
  .extend('writeHome', ({ home }) => async (signIn: SignIn): Promise<void> => {
    const profiles = [profileOf('release', 'Release'), profileOf('admin', 'Admin')];
    await writeAwsHome(home, { profiles, sessions: [{ name: 'corp', startUrl, ssoRegion: 'eu-west-1' }] });
    await writeSsoCache(home, 'corp', signIn, 'eu-west-1');
  })
  .extend(
    'resolve',
    ({ ecr }) =>
      async (profile = 'release') =>
        fromIni({ profile, ignoreCache: true, clientConfig: { endpoint: ecr.endpoint, maxAttempts: 1 } })(),
  );

test('lists the accounts of the user with their names, page by page', async ({ ecr, listAccounts }) => {
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

test('gives the SDK a role’s credentials, which ECR accepts', async ({ ecr, writeHome, resolve }) => {
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

test('lets the SDK refresh an access token that expires soon and rewrite the cache', async ({
  ecr,
  home,
  writeHome,
  resolve,
}) => {
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

test('rejects with the messages that the SDK passes to its caller', async ({
  ecr,
  post,
  writeHome,
  resolve,
}) => {
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

test('ends a sign-in on logout', async ({ ecr, portal, listAccounts }) => {
  const { accessToken } = ecr.identityCenter.signIn(startUrl);
  expect((await portal('/logout', accessToken, 'POST')).status).toBe(200);
  expect(await listAccounts(accessToken)).toMatchObject({
    status: 401,
    errorType: 'UnauthorizedException',
    body: { message: 'Session token not found or invalid' },
  });
});
