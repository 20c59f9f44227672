import {
  DescribeRegistryCommand,
  type ECRClientConfig,
  GetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import * as sdk from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LocalAccount, LocalPrincipal } from '../accounts/accounts.ts';
import type { LocalEcr } from '../local-ecr.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, ben, clientOf, region, startSample } from '../testing/sample-registry.ts';

const device = 'arn:aws:iam::111111111111:mfa/ana';
const anaWithMfa: LocalPrincipal = {
  ...ana,
  mfaDevice: { serialNumber: device, codes: ['123456', '654321'] },
};
const roles = {
  release: 'arn:aws:iam::222222222222:role/Release',
  careful: 'arn:aws:iam::222222222222:role/Careful',
  partner: 'arn:aws:iam::222222222222:role/Partner',
  chained: 'arn:aws:iam::111111111111:role/Chained',
  pipeline: 'arn:aws:iam::111111111111:role/Pipeline',
};
const accounts: readonly LocalAccount[] = [
  {
    id: '111111111111',
    principals: [anaWithMfa],
    roles: [
      { name: 'Chained', trustedPrincipals: [roles.release], maxSessionDuration: 7200 },
      { name: 'Pipeline', webIdentityTokens: ['token-of-the-pipeline'] },
    ],
  },
  {
    id: '222222222222',
    principals: [ben],
    roles: [
      { name: 'Release', trustedPrincipals: [ana.arn], maxSessionDuration: 7200 },
      { name: 'Careful', trustedPrincipals: ['arn:aws:iam::111111111111:root'], requiresMfa: true },
      { name: 'Partner', trustedPrincipals: ['111111111111'], externalId: 'agreed' },
    ],
  },
];

let ecr: LocalEcr;
beforeEach(async () => {
  ecr = await startSample({ accounts });
});
afterEach(async () => ecr.close());

type Keys = ECRClientConfig['credentials'];

const stsOf = (credentials: Keys) =>
  new sdk.STSClient({ endpoint: ecr.endpoint, region, credentials, maxAttempts: 1 });

const assume = async (
  RoleArn: string,
  input: Partial<sdk.AssumeRoleCommandInput> = {},
  credentials: Keys = ana,
) => stsOf(credentials).send(new sdk.AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ...input }));

function keysOf({ Credentials }: { Credentials?: sdk.Credentials | undefined }) {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

const describeAs = async (keys: ReturnType<typeof keysOf>) =>
  clientOf(ecr, { ...keys, arn: '' }).send(new DescribeRegistryCommand({}));

const untrusted = (role: string, who = ana.arn) => ({
  name: 'AccessDenied',
  message: `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
  $metadata: { httpStatusCode: 403 },
});

it('returns a session of a role that ECR and STS accept', async () => {
  const before = Date.now();
  const assumed = await assume(roles.release);
  const arn = 'arn:aws:sts::222222222222:assumed-role/Release/test';
  expect(assumed.AssumedRoleUser).toEqual({
    Arn: arn,
    AssumedRoleId: expect.stringMatching(/^AROA.*:test$/),
  });
  const lasts = (assumed.Credentials?.Expiration?.getTime() ?? 0) - before;
  expect(Math.abs(lasts - 3_600_000)).toBeLessThan(30_000);
  const keys = keysOf(assumed);
  expect(keys.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(await describeAs(keys)).toMatchObject({ registryId: '222222222222' });
  const identity = await stsOf(keys).send(new sdk.GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Arn: arn,
    Account: '222222222222',
    UserId: assumed.AssumedRoleUser?.AssumedRoleId,
  });
  expect(ecr.calls.of('AssumeRole')).toMatchObject([
    { service: 'sts', roleArn: roles.release, principalArn: ana.arn, region, outcome: 'ok' },
  ]);
});

it('rejects a session without its token, and with another secret', async () => {
  const keys = keysOf(await assume(roles.release));
  expect(await refusal(describeAs({ ...keys, sessionToken: 'another' }))).toMatchObject({
    name: 'UnrecognizedClientException',
  });
  expect(await refusal(describeAs({ ...keys, secretAccessKey: 'another' }))).toMatchObject({
    name: 'InvalidSignatureException',
  });
});

it('ends a session at its expiration, or immediately', async () => {
  ecr.sessions.lifetimeSeconds = 0;
  const over = keysOf(await assume(roles.release));
  expect(await refusal(describeAs(over))).toMatchObject({ name: 'ExpiredTokenException' });
  ecr.sessions.lifetimeSeconds = undefined;
  const keys = keysOf(await assume(roles.release));
  await describeAs(keys);
  ecr.sessions.expireAll();
  expect(await refusal(describeAs(keys))).toMatchObject({ name: 'ExpiredTokenException' });
  expect(await refusal(assume(roles.chained, {}, keys))).toMatchObject({ name: 'ExpiredToken' });
  await describeAs(keysOf(await assume(roles.release)));
});

it('allows only the principals of the trust policy', async () => {
  expect(await refusal(assume(roles.release, {}, ben))).toMatchObject(untrusted(roles.release, ben.arn));
  expect(await refusal(assume(roles.chained))).toMatchObject(untrusted(roles.chained));
  const nowhere = 'arn:aws:iam::222222222222:role/Nowhere';
  expect(await refusal(assume(nowhere))).toMatchObject(untrusted(nowhere));
  ecr.faults.deny({ principalArn: ana.arn, action: 'sts:AssumeRole' });
  expect(await refusal(assume(roles.release))).toMatchObject(untrusted(roles.release));
});

it('requires the external id', async () => {
  expect(await refusal(assume(roles.partner))).toMatchObject(untrusted(roles.partner));
  expect(await refusal(assume(roles.partner, { ExternalId: 'other' }))).toMatchObject(
    untrusted(roles.partner),
  );
  await expect(assume(roles.partner, { ExternalId: 'agreed' })).resolves.toBeDefined();
});

it('chains roles, for an hour at most', async () => {
  const release = keysOf(await assume(roles.release, { DurationSeconds: 7200 }));
  const chained = await assume(roles.chained, {}, release);
  expect(await describeAs(keysOf(chained))).toMatchObject({ registryId: '111111111111' });
  expect(await refusal(assume(roles.chained, { DurationSeconds: 7200 }, release))).toMatchObject({
    name: 'ValidationError',
    message:
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
  });
});

it('accepts every MFA code once', async () => {
  const withCode = async (TokenCode?: string, SerialNumber: string | undefined = device) =>
    assume(roles.careful, { SerialNumber, TokenCode });
  const invalid = {
    name: 'AccessDenied',
    message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    $metadata: { httpStatusCode: 403 },
  };
  expect(await refusal(assume(roles.careful))).toMatchObject(untrusted(roles.careful));
  expect(await refusal(withCode('000000'))).toMatchObject(invalid);
  await expect(withCode('123456')).resolves.toBeDefined();
  expect(await refusal(withCode('123456'))).toMatchObject(invalid);
  expect(await refusal(withCode('654321', `${device}-other`))).toMatchObject({
    message: expect.stringContaining('unable to validate MFA code'),
  });
  expect(await refusal(withCode())).toMatchObject({
    message: 'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
  });
  expect(await refusal(withCode('hello'))).toMatchObject({ name: 'ValidationError' });
  await expect(withCode('654321')).resolves.toBeDefined();
});

it('assumes many roles with one MFA session, for an hour each', async () => {
  const getSession = async (input: sdk.GetSessionTokenCommandInput, keys: Keys = ana) =>
    stsOf(keys).send(new sdk.GetSessionTokenCommand(input));
  const plain = keysOf(await getSession({}));
  expect(await refusal(assume(roles.careful, {}, plain))).toMatchObject(untrusted(roles.careful));
  expect(await refusal(getSession({ SerialNumber: device, TokenCode: '000000' }))).toMatchObject({
    name: 'AccessDenied',
  });
  const session = await getSession({ SerialNumber: device, TokenCode: '123456', DurationSeconds: 36 * 3600 });
  const keys = keysOf(session);
  expect(await stsOf(keys).send(new sdk.GetCallerIdentityCommand({}))).toMatchObject({ Arn: ana.arn });
  await assume(roles.careful, {}, keys);
  await assume(roles.careful, {}, keys);
  expect(await refusal(assume(roles.release, { DurationSeconds: 7200 }, keys))).toMatchObject({
    name: 'ValidationError',
  });
  expect(await refusal(getSession({}, keys))).toMatchObject({
    name: 'AccessDenied',
    message: 'Cannot call GetSessionToken with session credentials',
  });
});

it.each([
  [
    600,
    "1 validation error detected: Value '600' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ],
  [
    50_000,
    "1 validation error detected: Value '50000' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
  ],
  [7201, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'],
])('rejects a session of %d seconds', async (DurationSeconds, message) => {
  expect(await refusal(assume(roles.release, { DurationSeconds }))).toMatchObject({
    name: 'ValidationError',
    message,
    $metadata: { httpStatusCode: 400 },
  });
});

it('accepts a web identity token without a signature', async () => {
  const sts = new sdk.STSClient({ endpoint: ecr.endpoint, region, maxAttempts: 1 });
  const send = async (RoleArn: string, WebIdentityToken: string) =>
    sts.send(new sdk.AssumeRoleWithWebIdentityCommand({ RoleArn, WebIdentityToken, RoleSessionName: 'job' }));
  const assumed = await send(roles.pipeline, 'token-of-the-pipeline');
  expect(assumed.AssumedRoleUser?.Arn).toBe('arn:aws:sts::111111111111:assumed-role/Pipeline/job');
  expect(await describeAs(keysOf(assumed))).toMatchObject({ registryId: '111111111111' });
  expect(await refusal(send(roles.pipeline, 'forged'))).toMatchObject({
    name: 'InvalidIdentityTokenException',
  });
  expect(await refusal(send(roles.release, 'token-of-the-pipeline'))).toMatchObject({ name: 'AccessDenied' });
});

it('applies policies and denials of a role to its sessions', async () => {
  const repository = ecr.registry('111111111111', region).createRepository('shared');
  repository.settings.policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: roles.release }, Action: 'ecr:*' }],
  });
  const client = clientOf(ecr, { ...keysOf(await assume(roles.release)), arn: '' });
  const ask = async () =>
    client.send(new GetRepositoryPolicyCommand({ registryId: '111111111111', repositoryName: 'shared' }));
  await expect(ask()).resolves.toBeDefined();
  ecr.faults.deny({ principalArn: roles.release, action: 'ecr:GetRepositoryPolicy' });
  expect(await refusal(ask())).toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('User: arn:aws:sts::222222222222:assumed-role/Release/test is not'),
  });
});

it.each([
  ['server-error', { name: 'InternalFailure', $metadata: { httpStatusCode: 503 } }],
  ['throttle', { name: 'Throttling' }],
  ['access-denied', untrusted(roles.release)],
  ['expired-token', { name: 'ExpiredToken' }],
  ['reset-request', { code: 'ECONNRESET' }],
  ['lose-answer', { code: 'ECONNRESET' }],
] as const)('meets the fault %s', async (kind, expected) => {
  ecr.faults.add({ kind, status: 503, operation: 'AssumeRole' });
  expect(await refusal(assume(roles.release))).toMatchObject(expected);
  await expect(assume(roles.release)).resolves.toBeDefined();
});
