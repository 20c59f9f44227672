import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import type { FixtureProfile } from '../../../testing/aws-home/fixture-profile.ts';
import { writeLoginCache, writeSsoCache } from '../../../testing/aws-home/write-aws-home.ts';
import { ana, home, legacyStartUrl, other, region, roleArn, startUrl } from '../../../testing/aws-fixture.ts';
import { makeUnwritable } from '../../../testing/make-unwritable.ts';
import { selection, sso, test } from '../../../testing/profile-test.ts';
import { listen } from '../../../local-ecr/server/http-server.ts';
import { ssoTokenPath } from '../sign-in/sso-token-cache.ts';

const sessions = [{ name: 'corp', startUrl, ssoRegion: 'eu-central-1' }];
const role = (name: string, source: string, more: Partial<Extract<FixtureProfile, { kind: 'role' }>> = {}) =>
  ({ kind: 'role', name, roleArn: roleArn('Release'), source: { profile: source }, ...more }) as const;
const getSessionKey = (name: string, account = other, session = 'ecr-image-replicator') =>
  `arn:aws:sts::${account}:assumed-role/${name}/${session}`;

describe('sign-ins', () => {
  test('with a session give credentials, also to roles', async ({ aws, identify }) => {
    await aws.write([sso, role('through', 'sso')], { sessions });
    await writeSsoCache(aws.folder, 'corp', aws.ecr.identityCenter.signIn(startUrl), region);
    expect(await identify('sso')).toMatchObject({ accountId: home });
    expect(await identify('sso')).not.toHaveProperty('expiresAt');
    expect(await identify('through')).toMatchObject({ arn: getSessionKey('Release') });
  });

  test('of legacy profiles give credentials until the token expires', async ({ aws, identify }) => {
    await aws.write([
      {
        kind: 'legacy-identity-center',
        name: 'old',
        startUrl: legacyStartUrl,
        ssoRegion: region,
        accountId: home,
        roleName: 'Developer',
      },
    ]);
    const signIn = aws.ecr.identityCenter.signIn(legacyStartUrl, false);
    await writeSsoCache(aws.folder, legacyStartUrl, signIn, region);
    const { expiresAt = 0 } = await identify('old');
    // The role's session can last longer than the token.
    expect(Math.abs(expiresAt - Date.parse(signIn.expiresAt))).toBeLessThan(10_000);
  });

  test('that are missing or have expired are requested', async ({ aws, identify }) => {
    await aws.write([sso, role('through', 'sso')], { sessions });
    const needed = { code: 'sign-in-needed', action: 'sign-in', profile: 'sso' };
    await expect(identify('through')).rejects.toMatchObject({
      data: { ...needed, message: 'You are not signed in to corp (profile sso). Sign in to continue.' },
    });
    const past = new Date(Date.now() - 1000).toISOString();
    const signIn = { ...aws.ecr.identityCenter.signIn(startUrl, false), expiresAt: past };
    await writeSsoCache(aws.folder, 'corp', signIn, region);
    await expect(identify('through')).rejects.toMatchObject({
      data: { ...needed, message: 'Your sign-in to corp has expired (profile sso). Sign in to continue.' },
    });
  });

  test('that AWS has ended are listed as ended until the next sign-in', async ({ aws, access }) => {
    await aws.write([sso], { sessions });
    await writeSsoCache(aws.folder, 'corp', aws.ecr.identityCenter.signIn(startUrl), region);
    const state = async () => (await access.listProfiles()).profiles[0]?.state.kind;
    expect(await state()).toBe('expires');
    aws.ecr.identityCenter.tokens.revokeAll();
    await expect(access.identify(selection('sso'))).rejects.toMatchObject({
      data: { code: 'sign-in-needed' },
    });
    expect(await state()).toBe('sign-in');
    await writeSsoCache(aws.folder, 'corp', aws.ecr.identityCenter.signIn(startUrl), region);
    expect(await state()).toBe('expires');
    await expect(access.identify(selection('sso'))).resolves.toMatchObject({ accountId: home });
  });

  test('are renewed automatically, and a failed renewal is reported as a network error', async ({ aws }) => {
    await aws.write([sso], { sessions });
    const past = new Date(Date.now() - 1000).toISOString();
    const signIn = { ...aws.ecr.identityCenter.signIn(startUrl), expiresAt: past };
    await writeSsoCache(aws.folder, 'corp', signIn, region);
    aws.ecr.faults.add({ kind: 'reset-request', operation: 'CreateToken', times: 99 });
    const retryPolicy = { attempts: 2, firstWait: 1, longestWait: 1 };
    await expect(aws.access({ retryPolicy }).identify(selection('sso'))).rejects.toMatchObject({
      data: { code: 'network', message: expect.stringContaining('IAM Identity Center in eu-central-1') },
    });
    aws.ecr.faults.clear();
    await expect(aws.access({ retryPolicy }).identify(selection('sso'))).resolves.toMatchObject({
      accountId: home,
    });
  });

  test('accept a session name with spaces and an expiration in another format', async ({ aws, identify }) => {
    const session = 'My Corp Ltd';
    await aws.write([{ ...sso, session }], { sessions: [{ name: session, startUrl, ssoRegion: region }] });
    const config = join(aws.folder, '.aws', 'config');
    const text = await readFile(config, 'utf8');
    await writeFile(config, text.replace(`[sso-session ${session}]`, `[sso-session '${session}']`));
    const signIn = aws.ecr.identityCenter.signIn(startUrl);
    const expiresAt = signIn.expiresAt.replace(/(\.\d+)?Z$/, 'UTC');
    await writeSsoCache(aws.folder, session, { ...signIn, expiresAt }, region);
    expect(await readFile(config, 'utf8')).toContain(`[sso-session '${session}']`);
    expect(await identify('sso')).toMatchObject({ accountId: home });
    expect(aws.ecr.calls.of('CreateToken')).toEqual([]);
  });

  test('without the role of the profile are refused', async ({ aws, identify }) => {
    await aws.write([{ ...sso, roleName: 'Admin' }], { sessions });
    await writeSsoCache(aws.folder, 'corp', aws.ecr.identityCenter.signIn(startUrl), region);
    await expect(identify('sso')).rejects.toMatchObject({
      data: {
        code: 'not-assigned',
        action: 'choose-profile',
        message: `You are signed in to corp, but have no access to role Admin in account ${home}. Choose another profile.`,
      },
    });
  });

  test('use the profile’s custom endpoints for the portal and for OIDC', async ({ aws, identify }) => {
    const services = [
      {
        name: 'local',
        endpoints: { sso: aws.ecr.endpoint, sso_oidc: `${aws.ecr.endpoint}/`, sts: aws.ecr.endpoint },
      },
    ];
    const settings = { services: 'local', endpoint_url: 'http://127.0.0.1:9' };
    await aws.write([{ ...sso, session: 'rerouted', settings }], {
      sessions: [{ name: 'rerouted', startUrl, ssoRegion: region }],
      services,
    });
    const past = new Date(Date.now() - 1000).toISOString();
    const signIn = { ...aws.ecr.identityCenter.signIn(startUrl), expiresAt: past };
    await writeSsoCache(aws.folder, 'rerouted', signIn, region);
    expect(await identify('sso')).toMatchObject({ accountId: home });
    expect(aws.ecr.calls.of('CreateToken')).toHaveLength(1);
  });

  test('of aws login are renewed automatically', async ({ aws, identify }) => {
    await aws.write([{ kind: 'login', name: 'console', loginSession: ana.arn, region }]);
    const login = aws.ecr.logins.login(home, ana.arn);
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    await writeLoginCache(aws.folder, ana.arn, {
      ...login,
      accessToken: { ...login.accessToken, expiresAt },
    });
    expect(await identify('console')).toMatchObject({ arn: ana.arn });
    expect(aws.ecr.calls.all.map(({ service }) => service)).toEqual(['sign-in', 'sts']);
  });

  test.for([
    ['TOKEN_EXPIRED', 'sign-in-needed'],
    ['USER_CREDENTIALS_CHANGED', 'sign-in-needed'],
    ['INSUFFICIENT_PERMISSIONS', 'access-denied'],
  ] as const)(
    'of aws login that cannot be renewed are reported: %s',
    async ([end, code], { aws, identify }) => {
      await aws.write([{ kind: 'login', name: 'console', loginSession: ana.arn, region }]);
      const login = aws.ecr.logins.login(home, ana.arn);
      const expiresAt = new Date(Date.now() - 1000).toISOString();
      await writeLoginCache(aws.folder, ana.arn, {
        ...login,
        accessToken: { ...login.accessToken, expiresAt },
      });
      aws.ecr.logins.end = end;
      await expect(identify('console')).rejects.toMatchObject({ data: { code, profile: 'console' } });
    },
  );

  test('of aws login that are missing are requested', async ({ aws, identify }) => {
    await aws.write([{ kind: 'login', name: 'console', loginSession: ana.arn, region }]);
    await expect(identify('console')).rejects.toMatchObject({
      data: { code: 'sign-in-needed', action: 'sign-in', profile: 'console' },
    });
  });
});

test.for([
  [400, '{"__type":"ThrottlingException","message":"Rate exceeded"}', 'throttled'],
  [429, '{"__type":"TooManyRequestsException","message":"Rate exceeded"}', 'throttled'],
  [302, '', 'not-aws'],
] as const)(
  'reports what the access portal answers: %s %s',
  async ([status, body, code], { aws, identify }) => {
    const portal = await listen((_, response) =>
      response.writeHead(status, { location: 'http://127.0.0.1:9/' }).end(body),
    );
    try {
      await aws.write([{ ...sso, settings: { endpoint_url: portal.origin } }], { sessions });
      await writeSsoCache(aws.folder, 'corp', aws.ecr.identityCenter.signIn(startUrl), region);
      await expect(identify('sso')).rejects.toMatchObject({ data: { code } });
    } finally {
      await portal.close();
    }
  },
);

test.for(['a\r\nx-other: b', 'tökén'])(
  'requests a sign-in instead of a token that no header can contain: %j',
  async (accessToken, { aws, identify }) => {
    await aws.write([sso], { sessions });
    const signIn = { ...aws.ecr.identityCenter.signIn(startUrl), accessToken };
    await writeSsoCache(aws.folder, 'corp', signIn, region);
    await expect(identify('sso')).rejects.toMatchObject({ data: { code: 'sign-in-needed' } });
  },
);

test('reports a token file that is too large in the list and in the error', async ({ aws, identify }) => {
  await aws.write([sso], { sessions });
  const path = ssoTokenPath({ HOME: aws.folder }, 'corp');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, ' '.repeat(1_000_001));
  const problem = `The token file ${path} cannot be used. It is larger than 1.0 MB.`;
  const { profiles } = await aws.access().listProfiles();
  expect(profiles).toMatchObject([{ name: 'sso', state: { kind: 'sign-in' }, warnings: [problem] }]);
  await expect(identify('sso')).rejects.toMatchObject({
    data: {
      code: 'sign-in-needed',
      message: `You are not signed in to corp (profile sso). ${problem} Sign in to continue.`,
    },
  });
});

// A skipped test counts as a failure.
if (process.platform === 'linux')
  test('uses a renewed sign-in that cannot be saved, and reports it once and in the list', async ({
    aws,
  }) => {
    await aws.write([sso], { sessions });
    const past = new Date(Date.now() - 1000).toISOString();
    const signIn = { ...aws.ecr.identityCenter.signIn(startUrl), expiresAt: past };
    await writeSsoCache(aws.folder, 'corp', signIn, region);
    const path = ssoTokenPath({ HOME: aws.folder }, 'corp');
    await makeUnwritable(path, aws.folder);
    const warnings: string[] = [];
    const access = aws.access({ warn: (warning) => warnings.push(warning) });
    const rowWarnings = async () => (await access.listProfiles()).profiles[0]?.warnings;
    for (const _ of [1, 2])
      expect(await access.identify(selection('sso'))).toMatchObject({ accountId: home });
    const warning = `The refreshed sign-in was not saved in ${path}. Its name is too long (ENAMETOOLONG). This program uses it until it ends. After that, and for the AWS CLI, sign in again.`;
    expect(warnings).toEqual([warning]);
    expect(await rowWarnings()).toEqual([warning]);
  });
