import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { endpointFor } from './custom-endpoint.ts';
import { listProfiles } from './list-profiles.ts';
import { readCatalog } from './profile-catalog.ts';
import { summarizeProfile } from './summarize-profile.ts';

const summaryOf = (name: string, config: string, credentials = '') => {
  const catalog = readCatalog(config, credentials);
  const entry = catalog.profiles.get(name);
  if (!entry) throw new Error(`no profile ${name}`);
  return summarizeProfile(entry, catalog);
};

const problemOf = ({ state }: ReturnType<typeof summarizeProfile>): string | undefined =>
  state.kind === 'incomplete' ? state.problem : undefined;

describe('kinds, accounts and problems, told from the files alone', () => {
  test.each([
    ['static-keys', 'aws_access_key_id=A\naws_secret_access_key=s'],
    ['temporary-keys', 'aws_access_key_id=A\naws_secret_access_key=s\naws_session_token=t'],
    ['credential-process', 'credential_process=/bin/keys --token secret'],
    ['web-identity', 'role_arn=arn:aws:iam::123456789012:role/x\nweb_identity_token_file=/t'],
    ['login-session', 'login_session=arn:aws:iam::123456789012:user/me'],
    ['sso-legacy', 'sso_start_url=u\nsso_region=r\nsso_account_id=123456789012\nsso_role_name=R'],
  ])('%s', (kind, lines) => {
    const summary = summaryOf('p', `[profile p]\n${lines}\n`);
    expect(summary.kind).toBe(kind);
    expect(summary.state).toEqual({ kind: 'ready' });
  });

  test('a role through another profile, with its account and role', () => {
    const config =
      '[profile base]\naws_access_key_id=A\naws_secret_access_key=s\n' +
      '[profile release]\nrole_arn = arn:aws:iam::123456789012:role/ops/Release\nsource_profile = base\nregion = eu-west-1';
    expect(summaryOf('release', config)).toEqual({
      name: 'release',
      kind: 'assume-role',
      region: 'eu-west-1',
      accountId: '123456789012',
      roleName: 'ops/Release',
      customEndpoint: false,
      state: { kind: 'ready' },
      chain: ['p'],
      warnings: [],
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
    ['aws_access_key_id=A', 'It has an access key but no aws_secret_access_key.'],
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

  test.each(['[profile two words]', '[profile "quoted name"]', '[profile acct(prod)]', '[profile ünïcode]'])(
    '%s, which the SDK drops, is listed with the reason',
    (header) => {
      const catalog = readCatalog(`${header}\nregion=eu-west-1`, '');
      const [entry] = catalog.profiles.values();
      expect(entry && problemOf(summarizeProfile(entry, catalog))).toBe(
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
  const catalog = readCatalog(config, '');
  test.each([
    ['plain', 'ecr', undefined],
    ['own', 'ecr', 'http://own.example'],
    ['by-service', 'ecr', 'http://ecr.example'],
    ['by-service', 'sts', 'http://own.example'],
    ['ignoring', 'ecr', undefined],
  ] as const)('%s, %s', (name, service, expected) => {
    const entry = catalog.profiles.get(name);
    expect(entry && endpointFor(service, entry, catalog)).toBe(expected);
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
        { path: join(folder, '.aws/config'), holds: 'config', state: 'missing' },
        { path: join(folder, '.aws/credentials'), holds: 'credentials', state: 'missing' },
      ],
      profiles: [],
    });
  });

  test('the two environment variables name other files', async () => {
    const config = join(folder, 'my config');
    await writeFile(config, '[default]\nregion=eu-west-1\n[profile b]\ncredential_process=x\n');
    const listing = await listProfiles({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: folder });
    expect(listing.files.map(({ state }) => state)).toEqual(['read', 'unreadable']);
    expect(listing.profiles.map(({ name }) => name)).toEqual(['default', 'b']);
  });
});
