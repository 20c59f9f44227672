import { access as exists, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { environmentProfile } from '../../../../shared/models/profile.ts';
import { listRepositories } from '../../ecr/repositories.ts';
import { writeLoginCache, writeSsoCache } from '../../../testing/aws-home/write-aws-home.ts';
import type { FixtureProfile } from '../../../testing/aws-home/fixture-profile.ts';
import type { AwsFixture } from '../../../testing/aws-fixture.ts';
import {
  ana,
  ben,
  device,
  home,
  legacyStartUrl,
  other,
  region,
  roleArn,
  startAwsFixture,
  startUrl,
} from '../../../testing/aws-fixture.ts';
import { ssoTokenPath } from '../sign-in/sso-token-cache.ts';
import { makeUnwritable } from '../../../testing/make-unwritable.ts';
import { getSessionToken } from '../../../testing/get-session-token.ts';

let world: AwsFixture;
beforeAll(async () => {
  world = await startAwsFixture();
  world.ecr.registry(home, region).createRepository('team/api');
  world.ecr.registry(other, region).createRepository('team/production');
});
afterAll(() => world.close());
beforeEach(() => world.ecr.calls.clear());
afterEach(async () => {
  world.ecr.faults.clear();
  world.ecr.logins.end = undefined;
  await rm(join(world.folder, '.aws'), { recursive: true, force: true });
});

const sessions = [{ name: 'corp', startUrl, ssoRegion: 'eu-central-1' }];
const keys: FixtureProfile = { kind: 'keys', name: 'keys', principal: ana, region };
const role = (name: string, source: string, more: Partial<Extract<FixtureProfile, { kind: 'role' }>> = {}) =>
  ({ kind: 'role', name, roleArn: roleArn('Release'), source: { profile: source }, ...more }) as const;
const sso: FixtureProfile = {
  kind: 'identity-center',
  name: 'sso',
  session: 'corp',
  accountId: home,
  roleName: 'Developer',
};

const selection = (profile: string) => ({ profile, region });
const identify = (profile: string) => world.access().identify(selection(profile));
/** Which ARN signed the last call of that name. */
const signerOf = (operation: string): string | undefined =>
  world.ecr.calls.of(operation).at(-1)?.principalArn;
const sessionOf = (name: string, account = other, session = 'ecr-image-replicator') =>
  `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
const program = async (name: string, text: string): Promise<string> => {
  const path = join(world.folder, name);
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o700);
  return path;
};

describe('keys', () => {
  test('of a user', async () => {
    await world.write([keys]);
    expect(await identify('keys')).toEqual({
      profile: 'keys',
      region,
      registryId: home,
      accountId: home,
      arn: ana.arn,
    });
  });

  test('that are temporary, with and without a known end', async () => {
    const temporary = await getSessionToken(world.ecr, ana);
    const principal = { ...temporary, arn: '' };
    await world.write([{ kind: 'keys', name: 'temporary', principal, region }]);
    expect(await identify('temporary')).toMatchObject({ arn: ana.arn });
    expect(await identify('temporary')).not.toHaveProperty('expiresAt');
    const settings = { x_security_token_expires: '2099-01-01T00:00:00Z' };
    await world.write([{ kind: 'keys', name: 'temporary', principal, region, settings }]);
    expect(await identify('temporary')).toMatchObject({ expiresAt: Date.parse('2099-01-01T00:00:00Z') });
  });

  test('of another account than the files say are refused', async () => {
    await world.write([{ ...keys, settings: { aws_account_id: other } }]);
    const wrong = {
      data: {
        code: 'wrong-account',
        action: 'open-file',
        message: expect.stringContaining(
          `belong to account ${home}, but the AWS files give it account ${other}`,
        ),
      },
    };
    await expect(identify('keys')).rejects.toMatchObject(wrong);
    const registry = await world.access().connect(selection('keys'));
    await expect(listRepositories(registry)).rejects.toMatchObject(wrong);
    expect(world.ecr.calls.of('DescribeRepositories')).toEqual([]);
  });

  test('with an MFA device beside them give a session with a code', async () => {
    await world.write([{ kind: 'keys', name: 'careful', principal: ana, mfaSerial: device, region }]);
    const access = world.access();
    await expect(access.identify(selection('careful'))).rejects.toMatchObject({
      data: { code: 'mfa-needed', action: 'enter-code', profile: 'careful' },
    });
    expect(world.ecr.calls.all).toEqual([]);
    await access.answerMfa('careful', '100001');
    const { expiresAt } = await access.identify(selection('careful'));
    expect(world.ecr.calls.of('GetSessionToken')).toMatchObject([{ outcome: 'ok' }]);
    expect(expiresAt).toBeGreaterThan(Date.now());
  });

  test('of the environment, which no profile can take the place of', async () => {
    await world.write([{ ...keys, name: 'default' }]);
    const environment = {
      HOME: world.folder,
      AWS_ACCESS_KEY_ID: ben.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ben.secretAccessKey,
      AWS_ENDPOINT_URL: world.ecr.endpoint,
    };
    const access = world.access({ environment });
    expect(await access.identify(selection(environmentProfile))).toMatchObject({ arn: ben.arn });
    expect(await access.identify(selection('default'))).toMatchObject({ arn: ana.arn });
    const without = world.access({ environment: { HOME: world.folder } });
    await expect(without.identify(selection(environmentProfile))).rejects.toMatchObject({
      data: { code: 'profile-unusable' },
    });
  });
});

describe('roles', () => {
  test('through keys, with all that the profile asks for', async () => {
    const more = {
      externalId: 'agreed',
      sessionName: 'me',
      durationSeconds: 900,
      roleArn: roleArn('Partner'),
    };
    await world.write([keys, role('partner', 'keys', more)]);
    const access = world.access();
    expect(await access.identify(selection('partner'))).toMatchObject({
      accountId: other,
      arn: sessionOf('Partner', other, 'me'),
    });
    expect(signerOf('AssumeRole')).toBe(ana.arn);
    const end = (await access.listing()).profiles.find(({ name }) => name === 'partner')?.state;
    expect(end).toMatchObject({ kind: 'expires', renews: true });
    expect(end?.kind === 'expires' && end.at - Date.now()).toBeLessThan(900_001);
  });

  test('through roles, each signed by the one before, in its own region', async () => {
    await world.write([
      keys,
      role('middle', 'keys', { roleArn: roleArn('Middle', home), region: 'us-east-1' }),
      role('release', 'middle'),
    ]);
    expect(await identify('release')).toMatchObject({ arn: sessionOf('Release') });
    expect(world.ecr.calls.of('AssumeRole')).toMatchObject([
      { region: 'us-east-1', principalArn: ana.arn },
      { region, principalArn: sessionOf('Middle', home) },
    ]);
  });

  test('of a profile that is its own source', async () => {
    const own = { ...keys, name: 'own', settings: { role_arn: roleArn('Release'), source_profile: 'own' } };
    await world.write([own, role('beyond', 'own', { roleArn: roleArn('Middle', home) })]);
    expect(await identify('own')).toMatchObject({ arn: sessionOf('Release') });
    // As a source it gives its keys, as for the SDK and the AWS CLI.
    expect(await identify('beyond')).toMatchObject({ arn: sessionOf('Middle', home) });
    expect(signerOf('AssumeRole')).toBe(ana.arn);
  });

  test('by the keys of the environment', async () => {
    await world.write([
      { kind: 'role', name: 'env', roleArn: roleArn('Release'), source: { machine: 'Environment' } },
    ]);
    const environment = {
      HOME: world.folder,
      AWS_ACCESS_KEY_ID: ana.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ana.secretAccessKey,
    };
    expect(await world.access({ environment }).identify(selection('env'))).toMatchObject({
      arn: sessionOf('Release'),
    });
  });

  test.each(['Environment', 'EcsContainer', 'Ec2InstanceMetadata'] as const)(
    'by %s where there is none',
    async (machine) => {
      await world.write([
        { kind: 'role', name: 'machine', roleArn: roleArn('Release'), source: { machine } },
      ]);
      await expect(identify('machine')).rejects.toMatchObject({
        data: {
          code: 'profile-unusable',
          message: expect.stringContaining(`which profile machine needs (credential_source = ${machine})`),
        },
      });
    },
  );

  test('for too long', async () => {
    await world.write([keys, role('long', 'keys', { durationSeconds: 36_000 })]);
    await expect(identify('long')).rejects.toMatchObject({
      data: {
        code: 'profile-unusable',
        action: 'open-file',
        place: { path: join(world.folder, '.aws', 'config') },
        message: 'AWS does not give the role of profile long for so long. Lower its duration_seconds.',
      },
    });
  });

  test('that do not trust their source', async () => {
    await world.write([{ kind: 'keys', name: 'ben', principal: ben, region }, role('mine', 'ben')]);
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

describe('sign-ins', () => {
  test('by a session, and roles through them', async () => {
    await world.write([sso, role('through', 'sso')], { sessions });
    await writeSsoCache(world.folder, 'corp', world.ecr.identityCenter.signIn(startUrl), region);
    expect(await identify('sso')).toMatchObject({ accountId: home });
    expect(await identify('sso')).not.toHaveProperty('expiresAt');
    expect(await identify('through')).toMatchObject({ arn: sessionOf('Release') });
  });

  test('as they were before there were sessions', async () => {
    await world.write([
      {
        kind: 'legacy-identity-center',
        name: 'old',
        startUrl: legacyStartUrl,
        ssoRegion: region,
        accountId: home,
        roleName: 'Developer',
      },
    ]);
    const signIn = world.ecr.identityCenter.signIn(legacyStartUrl, false);
    await writeSsoCache(world.folder, legacyStartUrl, signIn, region);
    const { expiresAt = 0 } = await identify('old');
    // To the end of the role's session where that is later.
    expect(Math.abs(expiresAt - Date.parse(signIn.expiresAt))).toBeLessThan(10_000);
  });

  test('that nobody has made, or that have ended', async () => {
    await world.write([sso, role('through', 'sso')], { sessions });
    const needed = { code: 'sign-in-needed', action: 'sign-in', profile: 'sso' };
    await expect(identify('through')).rejects.toMatchObject({
      data: { ...needed, message: 'You are not signed in to corp (profile sso). Sign in to continue.' },
    });
    const past = new Date(Date.now() - 1000).toISOString();
    const signIn = { ...world.ecr.identityCenter.signIn(startUrl, false), expiresAt: past };
    await writeSsoCache(world.folder, 'corp', signIn, region);
    await expect(identify('through')).rejects.toMatchObject({
      data: { ...needed, message: 'Your sign-in to corp has expired (profile sso). Sign in to continue.' },
    });
  });

  test('that AWS has ended are listed as such until there is a new one', async () => {
    await world.write([sso], { sessions });
    await writeSsoCache(world.folder, 'corp', world.ecr.identityCenter.signIn(startUrl), region);
    const access = world.access();
    const state = async () => (await access.listing()).profiles[0]?.state.kind;
    expect(await state()).toBe('expires');
    world.ecr.identityCenter.tokens.revokeAll();
    await expect(access.identify(selection('sso'))).rejects.toMatchObject({
      data: { code: 'sign-in-needed' },
    });
    expect(await state()).toBe('sign-in');
    await writeSsoCache(world.folder, 'corp', world.ecr.identityCenter.signIn(startUrl), region);
    expect(await state()).toBe('expires');
    await expect(access.identify(selection('sso'))).resolves.toMatchObject({ accountId: home });
  });

  test('that are renewed by themselves; where the network keeps it from them, that is what is said', async () => {
    await world.write([sso], { sessions });
    const past = new Date(Date.now() - 1000).toISOString();
    const signIn = { ...world.ecr.identityCenter.signIn(startUrl), expiresAt: past };
    await writeSsoCache(world.folder, 'corp', signIn, region);
    world.ecr.faults.add({ kind: 'reset-request', operation: 'CreateToken', times: 99 });
    const retryPolicy = { attempts: 2, firstWait: 1, longestWait: 1 };
    await expect(world.access({ retryPolicy }).identify(selection('sso'))).rejects.toMatchObject({
      data: { code: 'network', message: expect.stringContaining('IAM Identity Center in eu-central-1') },
    });
    world.ecr.faults.clear();
    await expect(world.access({ retryPolicy }).identify(selection('sso'))).resolves.toMatchObject({
      accountId: home,
    });
  });

  test('of a session whose name has spaces, with an end as other versions write it', async () => {
    const session = 'My Corp Ltd';
    await world.write([{ ...sso, session }], { sessions: [{ name: session, startUrl, ssoRegion: region }] });
    const config = join(world.folder, '.aws', 'config');
    const text = await readFile(config, 'utf8');
    await writeFile(config, text.replace(`[sso-session ${session}]`, `[sso-session '${session}']`));
    const signIn = world.ecr.identityCenter.signIn(startUrl);
    const expiresAt = signIn.expiresAt.replace(/(\.\d+)?Z$/, 'UTC');
    await writeSsoCache(world.folder, session, { ...signIn, expiresAt }, region);
    expect(await readFile(config, 'utf8')).toContain(`[sso-session '${session}']`);
    expect(await identify('sso')).toMatchObject({ accountId: home });
    expect(world.ecr.calls.of('CreateToken')).toEqual([]);
  });

  test('without the role that the profile names', async () => {
    await world.write([{ ...sso, roleName: 'Admin' }], { sessions });
    await writeSsoCache(world.folder, 'corp', world.ecr.identityCenter.signIn(startUrl), region);
    await expect(identify('sso')).rejects.toMatchObject({
      data: {
        code: 'not-assigned',
        action: 'choose-profile',
        message: `You are signed in to corp, but have no access to role Admin in account ${home}. Choose another profile.`,
      },
    });
  });

  test('to endpoints of the profile’s own for the portal and for OIDC', async () => {
    const services = [
      {
        name: 'local',
        endpoints: { sso: world.ecr.endpoint, sso_oidc: `${world.ecr.endpoint}/`, sts: world.ecr.endpoint },
      },
    ];
    const settings = { services: 'local', endpoint_url: 'http://127.0.0.1:9' };
    await world.write([{ ...sso, session: 'rerouted', settings }], {
      sessions: [{ name: 'rerouted', startUrl, ssoRegion: region }],
      services,
    });
    const past = new Date(Date.now() - 1000).toISOString();
    const signIn = { ...world.ecr.identityCenter.signIn(startUrl), expiresAt: past };
    await writeSsoCache(world.folder, 'rerouted', signIn, region);
    expect(await identify('sso')).toMatchObject({ accountId: home });
    expect(world.ecr.calls.of('CreateToken')).toHaveLength(1);
  });

  test('by aws login, prolonged by themselves', async () => {
    await world.write([{ kind: 'login', name: 'console', loginSession: ana.arn, region }]);
    const login = world.ecr.logins.login(home, ana.arn);
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    await writeLoginCache(world.folder, ana.arn, {
      ...login,
      accessToken: { ...login.accessToken, expiresAt },
    });
    expect(await identify('console')).toMatchObject({ arn: ana.arn });
    expect(world.ecr.calls.all.map(({ service }) => service)).toEqual(['sign-in', 'sts']);
  });

  test.each([
    ['TOKEN_EXPIRED', 'sign-in-needed'],
    ['USER_CREDENTIALS_CHANGED', 'sign-in-needed'],
    ['INSUFFICIENT_PERMISSIONS', 'access-denied'],
  ] as const)('by aws login that cannot be prolonged: %s', async (end, code) => {
    await world.write([{ kind: 'login', name: 'console', loginSession: ana.arn, region }]);
    const login = world.ecr.logins.login(home, ana.arn);
    const expiresAt = new Date(Date.now() - 1000).toISOString();
    await writeLoginCache(world.folder, ana.arn, {
      ...login,
      accessToken: { ...login.accessToken, expiresAt },
    });
    world.ecr.logins.end = end;
    await expect(identify('console')).rejects.toMatchObject({ data: { code, profile: 'console' } });
  });

  test('by aws login that nobody has made', async () => {
    await world.write([{ kind: 'login', name: 'console', loginSession: ana.arn, region }]);
    await expect(identify('console')).rejects.toMatchObject({
      data: { code: 'sign-in-needed', action: 'sign-in', profile: 'console' },
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
  test('by the token in its file', async () => {
    const file = join(world.folder, 'token');
    await writeFile(file, 'a-token\n');
    await world.write([webIdentity(file)]);
    expect(await identify('web')).toMatchObject({ arn: sessionOf('Pipeline', home) });
  });

  test('with a token that is not taken', async () => {
    const file = join(world.folder, 'token');
    await writeFile(file, 'another');
    await world.write([webIdentity(file)]);
    await expect(identify('web')).rejects.toMatchObject({
      data: { code: 'profile-unusable', profile: 'web' },
    });
  });

  test('without its file', async () => {
    await world.write([webIdentity('/no/such/token')]);
    await expect(identify('web')).rejects.toMatchObject({
      data: {
        code: 'profile-unusable',
        action: 'open-file',
        message: 'The web identity token file of profile web was not found: /no/such/token',
      },
    });
  });
});

const printing = (output: object) => `echo '${JSON.stringify(output)}'`;
const anas = { Version: 1, AccessKeyId: ana.accessKeyId, SecretAccessKey: ana.secretAccessKey };
const byProgram = (command: string): FixtureProfile => ({
  kind: 'process',
  name: 'process',
  command,
  region,
});

describe('credential_process', () => {
  test('runs once for all that need it, and never for a list', async () => {
    const ran = join(world.folder, 'ran');
    await rm(ran, { force: true });
    const path = await program('keys', `echo once >> ${ran}\n${printing(anas)}`);
    await world.write([byProgram(`${path} --token s3cr3t`)]);
    const access = world.access();
    const listed = await access.listing();
    expect(listed.profiles[0]?.state).toEqual({ kind: 'runs-program', program: 'keys' });
    expect(JSON.stringify(listed)).not.toContain('s3cr3t');
    await expect(exists(ran)).rejects.toMatchObject({ code: 'ENOENT' });

    await Promise.all([access.identify(selection('process')), access.identify(selection('process'))]);
    expect((await access.listing()).profiles[0]?.state).toEqual({ kind: 'ready' });
    expect(await readFile(ran, 'utf8')).toBe('once\n');
  });

  test('is found by the PATH of the environment', async () => {
    await program('my-keys', printing(anas));
    await world.write([byProgram('my-keys')]);
    const environment = { HOME: world.folder, PATH: `${world.folder}:${process.env['PATH']}` };
    expect(await world.access({ environment }).identify(selection('process'))).toMatchObject({
      arn: ana.arn,
    });
    await expect(identify('process')).rejects.toMatchObject({
      data: {
        code: 'profile-unusable',
        action: 'reload-shell-environment',
        message: expect.stringContaining(
          'my-keys, which profile process gets its credentials from, was not found',
        ),
      },
    });
  });

  test('is run again when its credentials end', async () => {
    const count = join(world.folder, 'count');
    await rm(count, { force: true });
    const soon = new Date(Date.now() + 20_000).toISOString();
    const path = await program('short', `echo x >> ${count}\n${printing({ ...anas, Expiration: soon })}`);
    await world.write([byProgram(path)]);
    const access = world.access();
    await access.identify(selection('process'));
    await access.identify(selection('process'));
    expect((await readFile(count, 'utf8')).split('\n')).toHaveLength(3);
  });

  test.each([
    ['null members', printing({ ...anas, SessionToken: null, Expiration: null, AccountId: null })],
    ['empty members', printing({ ...anas, SessionToken: '', Expiration: '', AccountId: '' })],
    ['lines around the JSON', `echo "Signing in {1} ..."; ${printing(anas)}; echo Done`],
    ['a byte order mark', `printf '\\357\\273\\277'; ${printing(anas)}`],
    ['a lot of errors', `yes | head -n 300000 >&2; ${printing(anas)}`],
  ])('that prints %s', async (_what, text) => {
    const path = await program('odd', text);
    await world.write([byProgram(path)]);
    expect(await identify('process')).toMatchObject({ arn: ana.arn });
  });

  test.each([
    ['yes', 'printed more than 1 MB, so that it was ended. It has to print its credentials alone.'],
    [`${printing(anas)}; ${printing(anas)}`, 'printed more than one set of credentials.'],
    [printing({ ...anas, Version: 2 }), 'did not print "Version": 1.'],
    [printing({ Version: 1 }), 'printed no AccessKeyId and SecretAccessKey.'],
    ['echo hello s3cr3t', 'did not print JSON.'],
    [printing({ ...anas, Expiration: '2020-01-01T00:00:00Z' }), 'printed credentials that have expired.'],
    ['echo "no vault for $1=s3cr3t AKIAANA0000000000000" >&2; exit 3', 'failed (exit code 3).'],
  ])('that fails: %s', async (text, words) => {
    const path = await program('failing', text);
    await world.write([byProgram(`${path} --token=s3cr3t`)]);
    const failure: unknown = await identify('process').catch((error: unknown) => error);
    expect(failure).toMatchObject({
      data: {
        profile: 'process',
        message: expect.stringContaining(
          `failing, which profile process gets its credentials from, ${words}`,
        ),
      },
    });
    expect(JSON.stringify(failure)).not.toMatch(/s3cr3t|AKIA/);
  });

  test('that tells its account must tell the one of the files', async () => {
    const path = await program('other', printing({ ...anas, AccountId: other }));
    await world.write([{ ...byProgram(path), settings: { aws_account_id: other } }]);
    await expect(identify('process')).rejects.toMatchObject({ data: { code: 'wrong-account' } });
  });
});

test('a sign-in whose file is too large is not read, which its row and the error say', async () => {
  await world.write([sso], { sessions });
  const path = ssoTokenPath({ HOME: world.folder }, 'corp');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, ' '.repeat(1_000_001));
  const problem = `The sign-in in ${path} cannot be used. It is larger than 1.0 MB.`;
  const { profiles } = await world.access().listing();
  expect(profiles).toMatchObject([{ name: 'sso', state: { kind: 'sign-in' }, warnings: [problem] }]);
  await expect(identify('sso')).rejects.toMatchObject({
    data: {
      code: 'sign-in-needed',
      message: `You are not signed in to corp (profile sso). ${problem} Sign in to continue.`,
    },
  });
});

test.runIf(process.platform === 'linux')(
  'a renewed sign-in that cannot be saved is used, and reported once and on its row',
  async () => {
    await world.write([sso], { sessions });
    const past = new Date(Date.now() - 1000).toISOString();
    const signIn = { ...world.ecr.identityCenter.signIn(startUrl), expiresAt: past };
    await writeSsoCache(world.folder, 'corp', signIn, region);
    const path = ssoTokenPath({ HOME: world.folder }, 'corp');
    await makeUnwritable(path, world.folder);
    const warnings: string[] = [];
    const access = world.access({ warn: (warning) => warnings.push(warning) });
    const rowWarnings = async () => (await access.listing()).profiles[0]?.warnings;
    for (const _ of [1, 2])
      expect(await access.identify(selection('sso'))).toMatchObject({ accountId: home });
    const warning = `The refreshed sign-in was not saved in ${path}. Its name is too long (ENAMETOOLONG). This program uses it until it ends. After that, and for the AWS CLI, sign in again.`;
    expect(warnings).toEqual([warning]);
    expect(await rowWarnings()).toEqual([warning]);
  },
);
