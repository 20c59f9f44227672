import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { environmentProfile } from '../../../../shared/models/profile.ts';
import { findEndpoint } from './custom-endpoint.ts';
import { listProfiles } from './list-profiles.ts';
import type { ProfileCatalog, ProfileEntry } from './profile-catalog.ts';
import { parseCatalog } from './profile-catalog.ts';
import type { ProfileFacts } from './profile-state.ts';
import { summarizeProfile } from './summarize-profile.ts';

const paths = { config: '/aws/config', credentials: '/aws/credentials' };

const unknownAwsError: ProfileFacts = {
  now: Date.parse('2026-11-26T12:00:00Z'),
  tokenProblems: new Map(),
  tokens: new Map(),
  held: new Map(),
  refused: new Set(),
  machineSources: new Set(),
  missingTokenFiles: new Set(),
  changedAt: { config: 1, credentials: 2 },
};

const summarize = (
  catalog: ProfileCatalog,
  entry: ProfileEntry | undefined,
  known: Partial<ProfileFacts> = {},
) => {
  if (!entry) throw new Error('no such profile');
  return summarizeProfile(entry, {
    catalog,
    paths,
    known: { ...unknownAwsError, ...known },
    accountNames: new Map([['123456789012', 'Prod']]),
  });
};

const summaryOf = (name: string, config: string, credentials = '', known: Partial<ProfileFacts> = {}) => {
  const catalog = parseCatalog(config, credentials);
  return summarize(catalog, catalog.profiles.get(name), known);
};

const findChainProblem = ({ state }: ReturnType<typeof summarizeProfile>): string | undefined =>
  state.kind === 'incomplete' ? state.problem : undefined;

describe('kinds, accounts and problems, told from the files alone', () => {
  test.each([
    ['static-keys', 'aws_access_key_id=A\naws_secret_access_key=s', { kind: 'long-lived-key' }],
    [
      'temporary-keys',
      'aws_access_key_id=A\naws_secret_access_key=s\naws_session_token=t',
      { kind: 'expiry-unknown', changedAt: 1 },
    ],
    [
      'credential-process',
      'credential_process=TOKEN=secret /bin/keys --token secret',
      { kind: 'runs-program', program: 'keys' },
    ],
    [
      'web-identity',
      'role_arn=arn:aws:iam::123456789012:role/x\nweb_identity_token_file=/t',
      { kind: 'ready' },
    ],
    ['login-session', 'login_session=arn:aws:iam::123456789012:user/me', { kind: 'sign-in' }],
    [
      'sso-legacy',
      'sso_start_url=u\nsso_region=r\nsso_account_id=123456789012\nsso_role_name=R',
      { kind: 'sign-in' },
    ],
    [
      'sso-session',
      'sso_session=corp\nsso_account_id=123456789012\nsso_role_name=R\n[sso-session corp]\nsso_start_url=u\nsso_region=r',
      { kind: 'sign-in' },
    ],
    [
      'assume-role',
      'role_arn=arn:aws:iam::123456789012:role/x\ncredential_source=Ec2InstanceMetadata',
      { kind: 'needs', what: 'ec2' },
    ],
    [
      'assume-role',
      'role_arn=arn:aws:iam::123456789012:role/x\ncredential_source=EcsContainer',
      { kind: 'needs', what: 'ecs' },
    ],
    [
      'assume-role',
      'role_arn=arn:aws:iam::123456789012:role/x\ncredential_source=Environment',
      { kind: 'needs', what: 'environment' },
    ],
  ] as const)('%s', (kind, lines, state) => {
    const summary = summaryOf('p', `[profile p]\n${lines}\n`);
    expect(summary.kind).toBe(kind);
    expect(summary.state).toEqual(state);
    expect(JSON.stringify(summary)).not.toContain('secret');
  });

  test('a role through another profile, with its chain, account, role and place', () => {
    const config =
      '[profile base]\naws_access_key_id=A\naws_secret_access_key=s\n' +
      '[profile release]\nrole_arn = arn:aws:iam::123456789012:role/ops/Release\nsource_profile = base\nregion = eu-west-1';
    expect(summaryOf('release', config)).toEqual({
      name: 'release',
      kind: 'assume-role',
      region: 'eu-west-1',
      accountId: '123456789012',
      accountName: 'Prod',
      roleName: 'ops/Release',
      customEndpoint: false,
      state: { kind: 'ready' },
      chain: ['release', 'base'],
      signIn: undefined,
      place: { path: '/aws/config', line: 4 },
      warnings: [],
    });
  });

  test('a role through a sign-in says how to sign in', () => {
    const config = `[profile release]
role_arn = arn:aws:iam::123456789012:role/Release
source_profile = middle
[profile middle]
role_arn = arn:aws:iam::123456789012:role/Middle
source_profile = base
[profile base]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = R
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1`;
    expect(summaryOf('release', config)).toMatchObject({
      chain: ['release', 'middle', 'base'],
      signIn: { kind: 'sso', session: 'corp', legacy: false },
      state: { kind: 'sign-in' },
    });
  });

  test('keys come before a role for a profile that another one has as its source', () => {
    const role = 'role_arn=arn:aws:iam::123456789012:role/x\n';
    const config = `[profile a]\n${role}source_profile=b\n[profile b]\n${role}source_profile=c\naws_access_key_id=A\naws_secret_access_key=s\nmfa_serial=m`;
    expect(summaryOf('a', config)).toMatchObject({ chain: ['a', 'b'], state: { kind: 'ready' } });
    expect(summaryOf('b', config).state).toEqual({
      kind: 'incomplete',
      problem: 'Its source_profile c does not exist.',
    });
  });

  test.each([
    [
      'role_arn=arn:aws:iam::123456789012:role/x\nsource_profile=missing',
      'Its source_profile missing does not exist.',
    ],
    [
      'role_arn=arn:aws:iam::123456789012:role/x',
      'It assumes a role but has neither source_profile nor credential_source.',
    ],
    [
      'role_arn=arn:aws:iam::123456789012:role/x\nsource_profile=p\ncredential_source=Environment',
      'It has both source_profile and credential_source; remove one of them.',
    ],
    [
      'sso_session=corp\nsso_account_id=1\nsso_role_name=R',
      'The section [sso-session corp] that it names is missing.',
    ],
    ['sso_start_url=u', 'It lacks sso_region, sso_account_id, sso_role_name.'],
    [
      'sso_session=corp\nsso_account_id=1\nsso_role_name=R\n[sso-session corp]\nsso_start_url=u',
      'The section [sso-session corp] that it names lacks sso_region.',
    ],
    [
      'role_arn=arn:aws:iam::123456789012:role/x\nsource_profile=b\n[profile b]\naws_access_key_id=A',
      'Its source_profile b does not work. It has an access key but no aws_secret_access_key.',
    ],
    [
      'role_arn=arn:aws:iam::123456789012:role/x\ncredential_source=Moon',
      'Its credential_source is Moon; it can be Environment, Ec2InstanceMetadata or EcsContainer.',
    ],
    [
      'role_arn=arn:aws:iam::123456789012:role/x\nsource_profile=p',
      'It names itself as source_profile but holds no keys of its own.',
    ],
    [
      'AWS_ACCESS_KEY_ID=A\nAWS_SECRET_ACCESS_KEY=s',
      'Its AWS_ACCESS_KEY_ID is not read: the AWS SDK wants it in small letters.',
    ],
    [
      'login_session=x\n[__proto__]\nregion=eu-west-1',
      'A section named __proto__ keeps the AWS SDK from reading its file; remove that section.',
    ],
    ['aws_access_key_id=A', 'It has an access key but no aws_secret_access_key.'],
    [
      'aws_access_key_id=A\naws_secret_access_key=s\nrole_arn: arn:aws:iam::123456789012:role/x',
      'Line 4 of the config file has a colon behind role_arn, which the AWS SDK does not read: write role_arn = …',
    ],
    [
      '"aws_access_key_id" = A',
      'Line 2 of the config file has quotes around aws_access_key_id, which the AWS SDK does not read: write aws_access_key_id = …',
    ],
    [
      'aws_access_key_id="A"\naws_secret_access_key="s"',
      'Its aws_access_key_id is in quotes, which the AWS SDK takes for a part of it: write it without them.',
    ],
    [
      'sso_session=corp\nsso_account_id=1\nsso_role_name=R\n[sso-session corp]\nsso_start_url: u\nsso_region=r',
      'Line 6 of the config file has a colon behind sso_start_url, which the AWS SDK does not read: write sso_start_url = …',
    ],
    ['region=eu-west-1', 'It holds no credentials and no way to get any.'],
  ])('%j cannot be used', (lines, problem) => {
    expect(summaryOf('p', `[profile p]\n${lines}`).state).toEqual({ kind: 'incomplete', problem });
  });

  test('a circle of source profiles is named; a profile that is its own source is none', () => {
    const role = 'role_arn=arn:aws:iam::123456789012:role/x\n';
    const circle = `[profile a]\n${role}source_profile=b\n[profile b]\n${role}source_profile=a`;
    expect(summaryOf('a', circle).state).toEqual({
      kind: 'incomplete',
      problem: 'Its source_profile chain runs in a circle.',
    });
    const own = `[profile a]\n${role}source_profile=a\naws_access_key_id=A\naws_secret_access_key=s`;
    expect(summaryOf('a', own).state).toEqual({ kind: 'ready' });
  });

  test('sections that one of the files wants headed otherwise are listed with the right heading', () => {
    expect(summaryOf('loose', '[loose]\nregion=eu-west-1').state).toEqual({
      kind: 'incomplete',
      problem: 'In the config file its section has to be headed [profile loose].',
    });
    expect(summaryOf('profile p', '', '[profile p]\naws_access_key_id=A').state).toEqual({
      kind: 'incomplete',
      problem: 'In the credentials file sections are headed without the word profile: write [p].',
    });
    expect([...parseCatalog('[plugins]\nx=y\n[preview]\n', '').profiles]).toEqual([]);
  });

  test('a heading with something behind its bracket is named, and its lines belong to no other profile', () => {
    const catalog = parseCatalog('[profile a]\ncredential_process=x\n[profile b]#mine\nrole_arn=r\n', '');
    expect(catalog.profiles.get('a')?.values).toEqual(new Map([['credential_process', 'x']]));
    expect(findChainProblem(summarize(catalog, catalog.profiles.get('b')))).toBe(
      'The AWS SDK takes line 3 for no heading: write nothing behind the bracket but a comment after a space.',
    );
  });

  test('[default] beside [profile default]: the second one alone, wherever it stands', () => {
    const keys = 'aws_access_key_id=A\naws_secret_access_key=s\naws_session_token=t\n';
    const role =
      'role_arn=arn:aws:iam::123456789012:role/x\ncredential_source=EcsContainer\nregion=eu-west-1\n';
    for (const config of [
      `[default]\n${role}[profile default]\n${keys}`,
      `[profile default]\n${keys}[default]\n${role}`,
    ]) {
      const { kind, region, roleName, warnings, place } = summaryOf('default', config);
      expect({ kind, region, roleName }).toEqual({ kind: 'temporary-keys' });
      const [line, lines] = config.startsWith('[default]') ? [5, '1, 5'] : [1, '1, 5'];
      expect(place?.line).toBe(line);
      expect(warnings).toEqual([
        `The config file has both [default] and [profile default] (lines ${lines}); the AWS SDK reads [profile default] (line ${line}) and nothing of [default].`,
      ]);
    }
  });

  test('a session whose name has spaces, as aws configure sso writes it', () => {
    const config =
      "[profile p]\nsso_session = My Corp Ltd\nsso_account_id = 123456789012\nsso_role_name = R\n[sso-session 'My Corp Ltd']\nsso_start_url = u\nsso_region = eu-west-1\n";
    expect(summaryOf('p', config)).toMatchObject({
      state: { kind: 'sign-in' },
      signIn: { kind: 'sso', session: 'My Corp Ltd', legacy: false },
      warnings: [],
    });
  });

  test('a section named __proto__ is a row like any other, and harms none', () => {
    const catalog = parseCatalog(
      '[__proto__]\nregion=x\n[profile p]\ncredential_process=x\n[profile __proto__]\nregion=y',
      '',
    );
    expect([...catalog.profiles.keys()]).toEqual(['__proto__', 'p']);
    expect(summarize(catalog, catalog.profiles.get('p')).state.kind).toBe('runs-program');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('a quoted name without spaces is one that the SDK reads', () => {
    const config = '[profile "quoted"]\ncredential_process = x';
    expect(summaryOf('quoted', config).state.kind).toBe('runs-program');
  });

  test.each(['[profile two words]', '[profile "quoted name"]', '[profile acct(prod)]', '[profile ünïcode]'])(
    '%s, which the SDK drops, is listed with the reason',
    (header) => {
      const catalog = parseCatalog(`${header}\nregion=eu-west-1`, '');
      const [entry] = catalog.profiles.values();
      expect(findChainProblem(summarize(catalog, entry))).toBe(
        'The AWS SDK cannot read a profile of this name; rename it.',
      );
    },
  );

  test('both files are merged and the credentials file wins; comments, BOM and CRLF do no harm', () => {
    const config =
      '\uFEFF# mine\r\n[profile p]\r\nregion = eu-west-1 # here\r\naws_account_id = 111111111111\r\n';
    const credentials = '[p]\naws_access_key_id = A\naws_secret_access_key = s\nregion = us-east-1\n';
    const summary = summaryOf('p', config, credentials);
    expect(summary).toMatchObject({ kind: 'static-keys', region: 'us-east-1', accountId: '111111111111' });
  });

  test('nothing that is secret is in a summary', () => {
    const summary = summaryOf('p', '', '[p]\naws_access_key_id=AKIAEXAMPLE\naws_secret_access_key=hush\n');
    expect(JSON.stringify(summary)).not.toMatch(/AKIA|hush/);
  });
});

describe('custom endpoints are the chosen profile’s own', () => {
  const config = `
[default]
endpoint_url = http://default.example
[profile plain]
region = eu-west-1
[profile own]
endpoint_url = http://own.example
[profile by-service]
endpoint_url = http://own.example
services = local
[profile ignoring]
endpoint_url = http://own.example
ignore_configured_endpoint_urls = true
[services local]
ecr =
  endpoint_url = http://ecr.example
s3 =
  endpoint_url = http://s3.example
`;
  const catalog = parseCatalog(config, '');
  test.each([
    ['plain', 'ecr', undefined],
    ['own', 'ecr', 'http://own.example'],
    ['by-service', 'ecr', 'http://ecr.example'],
    ['by-service', 'sts', 'http://own.example'],
    ['ignoring', 'ecr', undefined],
    ['own', 'sso', 'http://own.example'],
    ['own', 'sso_oidc', 'http://own.example'],
    ['own', 'signin', 'http://own.example'],
  ] as const)('%s, %s', (name, service, expected) => {
    const entry = catalog.profiles.get(name);
    expect(entry && findEndpoint(service, entry, catalog)).toBe(expected);
  });
});

describe('reading the files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profiles-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('files that are not there are reported as missing, in the place they were looked for', async () => {
    const listing = await listProfiles({ HOME: folder });
    expect(listing).toEqual({
      files: [
        { path: join(folder, '.aws/config'), fileKind: 'config', state: 'missing' },
        { path: join(folder, '.aws/credentials'), fileKind: 'credentials', state: 'missing' },
      ],
      profiles: [],
    });
  });

  test.each([
    ['UTF-16', Buffer.from('\uFEFF[profile p]\ncredential_process=x\n', 'utf16le')],
    ['big-endian UTF-16', Buffer.from('\uFEFF[profile p]\ncredential_process=x\n', 'utf16le').swap16()],
    [
      'UTF-8 with UTF-16 behind it',
      Buffer.concat([Buffer.from('[profile p]\n'), Buffer.from('credential_process=x\n', 'utf16le')]),
    ],
  ])('a file in %s is named as such on the rows of its profiles', async (_what, bytes) => {
    const config = join(folder, 'config');
    await writeFile(config, bytes);
    const listing = await listProfiles({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: folder });
    expect(listing.profiles).toMatchObject([
      { name: 'p', state: { kind: 'incomplete', problem: expect.stringContaining('UTF-16') } },
    ]);
  });

  test('the two environment variables name other files', async () => {
    const config = join(folder, 'my config');
    await writeFile(config, '[default]\nregion=eu-west-1\n[profile b]\ncredential_process=x\n');
    const listing = await listProfiles({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: folder });
    expect(listing.files.map(({ state }) => state)).toEqual(['read', 'unreadable']);
    expect(listing.profiles.map(({ name }) => name)).toEqual(['default', 'b']);
  });
});

describe('what is odd', () => {
  const keys = 'aws_access_key_id=A\naws_secret_access_key=s\n';
  test.each([
    [
      `[profile p]\n${keys}`,
      `[p]\n${keys}`,
      'Both files hold keys for it; those of the credentials file are used.',
    ],
    [
      `[profile p]\n${keys}[profile p]\n`,
      '',
      'It is written 2 times in the config file (lines 1, 4); the AWS SDK joins them, and of a key that is in several the last one counts.',
    ],
    [
      '[profile p]\nsso_session=corp\nsso_account_id=1\nsso_role_name=R\n[sso-session corp]\nsso_start_url=u\n[sso-session corp]\nsso_region=r',
      '',
      'The section [sso-session corp] is written 2 times in the config file (lines 5, 7); the AWS SDK joins them, and of a key that is in several the last one counts.',
    ],
    [
      `[profile p]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = default\n[default]\n${keys}[profile default]\n${keys}`,
      '',
      'Source profile default: The config file has both [default] and [profile default] (lines 4, 7); the AWS SDK reads [profile default] (line 7) and nothing of [default].',
    ],
    [
      `[profile p]\n${keys}[profile p ]\nregion=x`,
      '',
      'The section [profile p ] of the config file (line 4) is not read. The AWS SDK cannot read a profile of this name; rename it.',
    ],
    [
      `[profile p]\n${keys}region: eu-west-1`,
      '',
      'Line 4 of the config file has a colon behind region, which the AWS SDK does not read: write region = …',
    ],
    [
      `[profile p]\n${keys}region = us east 1`,
      '',
      'Its region "us east 1" is not the name of a region; choose one here.',
    ],
    [
      '[profile p]\ncredential_process = keys --as #1',
      '',
      'Its credential_process is read only up to " #" or " ;", where a comment begins.',
    ],
    [`[profile p]\n${keys}REGION = x`, '', 'Its REGION is not read: the AWS SDK wants it in small letters.'],
    [
      '[profile p]\ncredential_process = x\nmfa_serial = arn:aws:iam::1:mfa/ana',
      '',
      'Its mfa_serial is not used: AWS takes no code for credentials of this kind.',
    ],
    [
      `[profile p]\n${keys}mfa_serial = arn:aws:iam::1:u2f/user/ana`,
      '',
      'Its MFA device is a security key, whose codes nobody can type; AWS takes only codes of six digits here.',
    ],
    [
      '[profile p]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = q\nduration_seconds = 7200\n[profile q]\ncredential_process = x',
      '',
      'Its duration_seconds is more than an hour, which AWS refuses for a role taken through another role.',
    ],
    [
      '[p]\nregion = eu-west-1',
      `[p]\n${keys}`,
      'The section [p] of the config file (line 1) is not read: it lacks the word profile.',
    ],
  ])('%j, %j', (config, credentials, warning) => {
    expect(summaryOf('p', config, credentials).warnings).toEqual([warning]);
  });

  test('a comment after a region, or a key that is used, is not', () => {
    expect(summaryOf('p', `[profile p] # mine\n${keys}region = eu-west-1 # home`).warnings).toEqual([]);
  });
});

describe('the keys of the environment', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'ASIAENV', AWS_SECRET_ACCESS_KEY: 's', HOME: '/nowhere' };

  test('are the last row', async () => {
    const listing = await listProfiles({ ...keys, AWS_DEFAULT_REGION: 'eu-west-1' });
    expect(listing.profiles).toMatchObject([
      {
        name: environmentProfile,
        kind: 'environment',
        region: 'eu-west-1',
        state: { kind: 'long-lived-key' },
      },
    ]);
    expect(listing.profiles[0]?.place).toBeUndefined();
  });

  test('end when they say so', async () => {
    const AWS_CREDENTIAL_EXPIRATION = '2099-01-01T00:00:00Z';
    const listing = await listProfiles({ ...keys, AWS_SESSION_TOKEN: 't', AWS_CREDENTIAL_EXPIRATION });
    expect(listing.profiles[0]?.state).toEqual({
      kind: 'expires',
      at: Date.parse(AWS_CREDENTIAL_EXPIRATION),
      renews: false,
    });
  });
});
