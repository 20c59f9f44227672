import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { environmentProfile } from '../../../../shared/models/profile.ts';
import { listRepositories } from '../../ecr/repositories.ts';
import type { FixtureProfile } from '../../../testing/aws-home/fixture-profile.ts';
import { ana, ben, device, home, other, region, roleArn } from '../../../testing/aws-fixture.ts';
import { getSessionToken } from '../../../testing/get-session-token.ts';
import { keys, selection, test } from '../../../testing/profile-test.ts';

const role = (name: string, source: string, more: Partial<Extract<FixtureProfile, { kind: 'role' }>> = {}) =>
  ({ kind: 'role', name, roleArn: roleArn('Release'), source: { profile: source }, ...more }) as const;
const getSessionKey = (name: string, account = other, session = 'ecr-image-replicator') =>
  `arn:aws:sts::${account}:assumed-role/${name}/${session}`;

describe('access keys', () => {
  test('identify a user', async ({ aws, identify }) => {
    await aws.write([keys]);
    expect(await identify('keys')).toEqual({
      profile: 'keys',
      region,
      registryId: home,
      accountId: home,
      arn: ana.arn,
    });
  });

  test('can be temporary, with and without a known expiration', async ({ aws, identify }) => {
    const temporary = await getSessionToken(aws.ecr, ana);
    const principal = { ...temporary, arn: '' };
    await aws.write([{ kind: 'keys', name: 'temporary', principal, region }]);
    expect(await identify('temporary')).toMatchObject({ arn: ana.arn });
    expect(await identify('temporary')).not.toHaveProperty('expiresAt');
    const settings = { x_security_token_expires: '2099-01-01T00:00:00Z' };
    await aws.write([{ kind: 'keys', name: 'temporary', principal, region, settings }]);
    expect(await identify('temporary')).toMatchObject({ expiresAt: Date.parse('2099-01-01T00:00:00Z') });
  });

  test('of another account than the files name are refused', async ({ aws, identify }) => {
    await aws.write([{ ...keys, settings: { aws_account_id: other } }]);
    const wrong = {
      data: {
        code: 'wrong-account',
        action: 'open-file',
        message: expect.stringContaining(
          `belong to account ${home}, but the AWS files name account ${other}`,
        ),
      },
    };
    await expect(identify('keys')).rejects.toMatchObject(wrong);
    const registry = await aws.access().connect(selection('keys'));
    await expect(listRepositories(registry)).rejects.toMatchObject(wrong);
    expect(aws.ecr.calls.of('DescribeRepositories')).toEqual([]);
  });

  test('with an MFA device give a session with a code', async ({ aws, access }) => {
    await aws.write([{ kind: 'keys', name: 'careful', principal: ana, mfaSerial: device, region }]);
    await expect(access.identify(selection('careful'))).rejects.toMatchObject({
      data: { code: 'mfa-needed', action: 'enter-code', profile: 'careful' },
    });
    expect(aws.ecr.calls.all).toEqual([]);
    await access.answerMfa('careful', '100001');
    const { expiresAt } = await access.identify(selection('careful'));
    expect(aws.ecr.calls.of('GetSessionToken')).toMatchObject([{ outcome: 'ok' }]);
    expect(expiresAt).toBeGreaterThan(Date.now());
  });

  test('of the environment are never replaced by a profile', async ({ aws }) => {
    await aws.write([{ ...keys, name: 'default' }]);
    const environment = {
      HOME: aws.folder,
      AWS_ACCESS_KEY_ID: ben.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ben.secretAccessKey,
      AWS_ENDPOINT_URL: aws.ecr.endpoint,
    };
    const access = aws.access({ environment });
    expect(await access.identify(selection(environmentProfile))).toMatchObject({ arn: ben.arn });
    expect(await access.identify(selection('default'))).toMatchObject({ arn: ana.arn });
    const without = aws.access({ environment: { HOME: aws.folder } });
    await expect(without.identify(selection(environmentProfile))).rejects.toMatchObject({
      data: { code: 'profile-unusable' },
    });
  });
});

describe('roles', () => {
  test('are assumed with access keys and all parameters of the profile', async ({
    aws,
    access,
    signerOf,
  }) => {
    const more = {
      externalId: 'agreed',
      sessionName: 'me',
      durationSeconds: 900,
      roleArn: roleArn('Partner'),
    };
    await aws.write([keys, role('partner', 'keys', more)]);
    expect(await access.identify(selection('partner'))).toMatchObject({
      accountId: other,
      arn: getSessionKey('Partner', other, 'me'),
    });
    expect(signerOf('AssumeRole')).toBe(ana.arn);
    const end = (await access.listProfiles()).profiles.find(({ name }) => name === 'partner')?.state;
    expect(end).toMatchObject({ kind: 'expires', renews: true });
    expect(end?.kind === 'expires' && end.at - Date.now()).toBeLessThan(900_001);
  });

  test('are assumed by other roles in order, each in its own region', async ({ aws, identify }) => {
    await aws.write([
      keys,
      role('middle', 'keys', { roleArn: roleArn('Middle', home), region: 'us-east-1' }),
      role('release', 'middle'),
    ]);
    expect(await identify('release')).toMatchObject({ arn: getSessionKey('Release') });
    expect(aws.ecr.calls.of('AssumeRole')).toMatchObject([
      { region: 'us-east-1', principalArn: ana.arn },
      { region, principalArn: getSessionKey('Middle', home) },
    ]);
  });

  test('are assumed by a profile that is its own source', async ({ aws, identify, signerOf }) => {
    const own = { ...keys, name: 'own', settings: { role_arn: roleArn('Release'), source_profile: 'own' } };
    await aws.write([own, role('beyond', 'own', { roleArn: roleArn('Middle', home) })]);
    expect(await identify('own')).toMatchObject({ arn: getSessionKey('Release') });
    // As a source, a profile gives its keys, as in the SDK and the AWS CLI.
    expect(await identify('beyond')).toMatchObject({ arn: getSessionKey('Middle', home) });
    expect(signerOf('AssumeRole')).toBe(ana.arn);
  });

  test('are assumed with the access keys of the environment', async ({ aws }) => {
    await aws.write([
      { kind: 'role', name: 'env', roleArn: roleArn('Release'), source: { machine: 'Environment' } },
    ]);
    const environment = {
      HOME: aws.folder,
      AWS_ACCESS_KEY_ID: ana.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ana.secretAccessKey,
    };
    expect(await aws.access({ environment }).identify(selection('env'))).toMatchObject({
      arn: getSessionKey('Release'),
    });
  });

  test.for(['Environment', 'EcsContainer', 'Ec2InstanceMetadata'] as const)(
    'fail when %s gives no credentials',
    async (machine, { aws, identify }) => {
      await aws.write([{ kind: 'role', name: 'machine', roleArn: roleArn('Release'), source: { machine } }]);
      await expect(identify('machine')).rejects.toMatchObject({
        data: {
          code: 'profile-unusable',
          message: expect.stringContaining(`which profile machine needs (credential_source = ${machine})`),
        },
      });
    },
  );

  test('fail when duration_seconds is too long', async ({ aws, identify }) => {
    await aws.write([keys, role('long', 'keys', { durationSeconds: 36_000 })]);
    await expect(identify('long')).rejects.toMatchObject({
      data: {
        code: 'profile-unusable',
        action: 'open-file',
        place: { path: join(aws.folder, '.aws', 'config') },
        message:
          "The duration_seconds of profile long is longer than its role's maximum session duration. Lower it.",
      },
    });
  });

  test('fail when they do not trust their source', async ({ aws, identify }) => {
    await aws.write([{ kind: 'keys', name: 'ben', principal: ben, region }, role('mine', 'ben')]);
    await expect(identify('mine')).rejects.toMatchObject({
      data: {
        code: 'access-denied',
        profile: 'ben',
        message: expect.stringContaining('Profile ben is not allowed sts:AssumeRole on role Release'),
        denied: { action: 'sts:AssumeRole', principalArn: ben.arn, resourceArn: roleArn('Release') },
      },
    });
  });
});

const webIdentity = (tokenFile: string): FixtureProfile => ({
  kind: 'web-identity',
  name: 'web',
  roleArn: roleArn('Pipeline', home),
  tokenFile,
});

describe('web identity', () => {
  test('uses the token of its file', async ({ aws, identify }) => {
    const file = join(aws.folder, 'token');
    await writeFile(file, 'a-token\n');
    await aws.write([webIdentity(file)]);
    expect(await identify('web')).toMatchObject({ arn: getSessionKey('Pipeline', home) });
  });

  test('fails when AWS rejects the token', async ({ aws, identify }) => {
    const file = join(aws.folder, 'token');
    await writeFile(file, 'another');
    await aws.write([webIdentity(file)]);
    await expect(identify('web')).rejects.toMatchObject({
      data: { code: 'profile-unusable', profile: 'web' },
    });
  });

  test('fails without its token file', async ({ aws, identify }) => {
    await aws.write([webIdentity('/no/such/token')]);
    await expect(identify('web')).rejects.toMatchObject({
      data: {
        code: 'profile-unusable',
        action: 'open-file',
        message: 'The web identity token file of profile web was not found: /no/such/token',
      },
    });
  });
});
