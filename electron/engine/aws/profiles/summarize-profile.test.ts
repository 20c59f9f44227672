import { expect, test } from 'vitest';
import { summarizeEntry, summarizeText } from '../../../testing/profile-summaries.ts';
import { parseCatalog } from './profile-catalog.ts';

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
] as const)('classifies %s by its values', (kind, lines, state) => {
  const summary = summarizeText('p', `[profile p]\n${lines}\n`);
  expect(summary.kind).toBe(kind);
  expect(summary.state).toEqual(state);
  expect(JSON.stringify(summary)).not.toContain('secret');
});

test('summarizes a role with its chain, account, role name and place', () => {
  const config =
    '[profile base]\naws_access_key_id=A\naws_secret_access_key=s\n' +
    '[profile release]\nrole_arn = arn:aws:iam::123456789012:role/ops/Release\nsource_profile = base\nregion = eu-west-1';
  expect(summarizeText('release', config)).toEqual({
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

test('names account and role of a role that has the settings of a former sign-in too', () => {
  const profile = summarizeText(
    'p',
    '[profile p]\nrole_arn=arn:aws:iam::210987654321:role/Release\nsource_profile=q\nsso_account_id=123456789012\nsso_role_name=Admin\n[profile q]\ncredential_process=x',
  );
  expect(profile).toMatchObject({ kind: 'assume-role', accountId: '210987654321', roleName: 'Release' });
});

test('includes the sign-in at the end of a chain', () => {
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
  expect(summarizeText('release', config)).toMatchObject({
    chain: ['release', 'middle', 'base'],
    signIn: { kind: 'sso', session: 'corp', legacy: false },
    state: { kind: 'sign-in' },
  });
});

test('uses the keys of a source profile before its role', () => {
  const role = 'role_arn=arn:aws:iam::123456789012:role/x\n';
  const config = `[profile a]\n${role}source_profile=b\n[profile b]\n${role}source_profile=c\naws_access_key_id=A\naws_secret_access_key=s\nmfa_serial=m`;
  expect(summarizeText('a', config)).toMatchObject({ chain: ['a', 'b'], state: { kind: 'ready' } });
  expect(summarizeText('b', config).state).toEqual({
    kind: 'incomplete',
    problem: 'Its source_profile c does not exist.',
  });
});

test('reads only [profile default] when there is also [default], in any order', () => {
  const keys = 'aws_access_key_id=A\naws_secret_access_key=s\naws_session_token=t\n';
  const role =
    'role_arn=arn:aws:iam::123456789012:role/x\ncredential_source=EcsContainer\nregion=eu-west-1\n';
  for (const config of [
    `[default]\n${role}[profile default]\n${keys}`,
    `[profile default]\n${keys}[default]\n${role}`,
  ]) {
    const { kind, region, roleName, warnings, place } = summarizeText('default', config);
    expect({ kind, region, roleName }).toEqual({ kind: 'temporary-keys' });
    const [line, lines] = config.startsWith('[default]') ? [5, '1, 5'] : [1, '1, 5'];
    expect(place?.line).toBe(line);
    expect(warnings).toEqual([
      `The config file has both [default] and [profile default] (lines ${lines}). The AWS SDK reads only [profile default] (line ${line}).`,
    ]);
  }
});

test('reads a session name with spaces, as aws configure sso writes it', () => {
  const config =
    "[profile p]\nsso_session = My Corp Ltd\nsso_account_id = 123456789012\nsso_role_name = R\n[sso-session 'My Corp Ltd']\nsso_start_url = u\nsso_region = eu-west-1\n";
  expect(summarizeText('p', config)).toMatchObject({
    state: { kind: 'sign-in' },
    signIn: { kind: 'sso', session: 'My Corp Ltd', legacy: false },
    warnings: [],
  });
});

test('lists a section named __proto__ without effect on other profiles', () => {
  const catalog = parseCatalog(
    '[__proto__]\nregion=x\n[profile p]\ncredential_process=x\n[profile __proto__]\nregion=y',
    '',
  );
  expect([...catalog.profiles.keys()]).toEqual(['__proto__', 'p']);
  expect(summarizeEntry(catalog, catalog.profiles.get('p')).state.kind).toBe('runs-program');
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

test('accepts a quoted name without spaces, as the SDK does', () => {
  const config = '[profile "quoted"]\ncredential_process = x';
  expect(summarizeText('quoted', config).state.kind).toBe('runs-program');
});

test('merges both files with priority for the credentials file, and reads comments, BOM and CRLF', () => {
  const config =
    '\uFEFF# mine\r\n[profile p]\r\nregion = eu-west-1 # here\r\naws_account_id = 111111111111\r\n';
  const credentials = '[p]\naws_access_key_id = A\naws_secret_access_key = s\nregion = us-east-1\n';
  const summary = summarizeText('p', config, credentials);
  expect(summary).toMatchObject({ kind: 'static-keys', region: 'us-east-1', accountId: '111111111111' });
});

test('leaves secrets out of the summary', () => {
  const summary = summarizeText('p', '', '[p]\naws_access_key_id=AKIAEXAMPLE\naws_secret_access_key=hush\n');
  expect(JSON.stringify(summary)).not.toMatch(/AKIA|hush/);
});
