import { expect, test } from 'vitest';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import { summarizeEntry, summarizeText } from '../../../testing/profile-summaries.ts';
import { parseCatalog } from './profile-catalog.ts';

const findProblem = ({ state }: ProfileSummary): string | undefined =>
  state.kind === 'incomplete' ? state.problem : undefined;

const keys = 'aws_access_key_id=A\naws_secret_access_key=s\n';

test.each([
  [
    'role_arn=arn:aws:iam::123456789012:role/x\nsource_profile=missing',
    'Its source_profile missing does not exist.',
  ],
  [
    'role_arn=arn:aws:iam::123456789012:role/x',
    'It assumes a role but has neither source_profile nor credential_source. Add one of them.',
  ],
  [
    'role_arn=arn:aws:iam::123456789012:role/x\nsource_profile=p\ncredential_source=Environment',
    'It has both source_profile and credential_source. Remove one of them.',
  ],
  ['sso_session=corp\nsso_account_id=1\nsso_role_name=R', 'Its section [sso-session corp] is missing.'],
  ['sso_start_url=u', 'It lacks sso_region, sso_account_id, sso_role_name.'],
  [
    'sso_session=corp\nsso_account_id=1\nsso_role_name=R\n[sso-session corp]\nsso_start_url=u',
    'Its section [sso-session corp] lacks sso_region.',
  ],
  [
    'role_arn=arn:aws:iam::123456789012:role/x\nsource_profile=b\n[profile b]\naws_access_key_id=A',
    'Its source_profile b cannot be used. It has an access key but no aws_secret_access_key.',
  ],
  [
    'role_arn=arn:aws:iam::123456789012:role/x\ncredential_source=Moon',
    'Its credential_source is Moon. Set it to Environment, Ec2InstanceMetadata or EcsContainer.',
  ],
  [
    'role_arn=arn:aws:iam::123456789012:role/x\nsource_profile=p',
    'It names itself as source_profile but has no access keys of its own.',
  ],
  [
    'AWS_ACCESS_KEY_ID=A\nAWS_SECRET_ACCESS_KEY=s',
    'The AWS SDK does not read its AWS_ACCESS_KEY_ID. Write the key in lowercase letters.',
  ],
  [
    'login_session=x\n[__proto__]\nregion=eu-west-1',
    'The AWS SDK reads nothing of its file because of a section named __proto__. Remove that section.',
  ],
  ['aws_access_key_id=A', 'It has an access key but no aws_secret_access_key.'],
  [
    'aws_access_key_id=A\naws_secret_access_key=s\nrole_arn: arn:aws:iam::123456789012:role/x',
    'The AWS SDK does not read line 4 of the config file, which has a colon after role_arn. Write role_arn = …',
  ],
  [
    '"aws_access_key_id" = A',
    'The AWS SDK does not read line 2 of the config file, which has quotes around aws_access_key_id. Write aws_access_key_id = …',
  ],
  [
    'aws_access_key_id="A"\naws_secret_access_key="s"',
    'The AWS SDK reads the quotes of its aws_access_key_id as a part of the value. Remove the quotes.',
  ],
  [
    'sso_session=corp\nsso_account_id=1\nsso_role_name=R\n[sso-session corp]\nsso_start_url: u\nsso_region=r',
    'The AWS SDK does not read line 6 of the config file, which has a colon after sso_start_url. Write sso_start_url = …',
  ],
  [
    `${keys}role_arn=arn:aws:iam::123456789012:role/x`,
    'It assumes a role but has neither source_profile nor credential_source. Add one of them.',
  ],
  [
    'credential_process=x\nrole_arn=arn:aws:iam::123456789012:role/x',
    'It assumes a role but has neither source_profile nor credential_source. Add one of them.',
  ],
  [
    'sso_session=corp\nsso_account_id=1\nsso_role_name=R\nsso_start_url=other\n[sso-session corp]\nsso_start_url=u\nsso_region=r',
    'Its sso_start_url is not the one of its section [sso-session corp]. Remove it from the profile.',
  ],
  [
    'sso_session=corp\nsso_account_id=1\nsso_role_name=R\nsso_region=q\n[sso-session corp]\nsso_start_url=u\nsso_region=r',
    'Its sso_region is not the one of its section [sso-session corp]. Remove it from the profile.',
  ],
  [`${keys}services=local`, 'Its section [services local] is missing.'],
  ...[
    'localhost:4566',
    'ftp://localhost',
    'http:///',
    'http://',
    '//localhost',
    'https://localhost:99999',
  ].map((endpoint) => [
    `${keys}endpoint_url=${endpoint}`,
    'Its endpoint_url is not an http or https address. Write it as in https://localhost:4566.',
  ]),
  [
    `${keys}services=s\n[services s]\nsts =\n  endpoint_url = localhost`,
    'Its endpoint_url is not an http or https address. Write it as in https://localhost:4566.',
  ],
  [
    `${keys}endpoint_url=https://ana:secret@localhost:4566`,
    'Its endpoint_url contains a user name or a password, with which no call to AWS is made. Remove them.',
  ],
  ['region=eu-west-1', 'It has neither credentials nor a source of credentials.'],
  [
    `${keys}Role_ARN=arn:aws:iam::123456789012:role/x\nSource_Profile=p`,
    'The AWS SDK does not read its Role_ARN. Write the key in lowercase letters.',
  ],
  [
    `${keys}Endpoint_URL=http://127.0.0.1:4566`,
    'The AWS SDK does not read its Endpoint_URL. Write the key in lowercase letters.',
  ],
  [
    `${keys}endpoint_url: http://127.0.0.1:4566`,
    'The AWS SDK does not read line 4 of the config file, which has a colon after endpoint_url. Write endpoint_url = …',
  ],
  [
    `${keys}region = eu-west-1\n  role_arn = arn:aws:iam::123456789012:role/x\n  source_profile = p`,
    'The AWS CLI reads role_arn in line 5 of the config file as part of the value before it. Remove the spaces before role_arn.',
  ],
  [
    'credential_process = /opt/keys\n  --account 123456789012',
    'The AWS SDK does not read line 3 of the config file, which continues the value of credential_process. Write the value in one line.',
  ],
  [
    `  ${keys.replace('\n', '\n  ')}  region =\n  role_arn = arn:aws:iam::123456789012:role/x\n  source_profile = p`,
    'The AWS SDK reads role_arn in line 5 of the config file as part of the empty value before it. Remove the spaces before role_arn.',
  ],
])('reports the problem of %j', (lines, problem) => {
  expect(summarizeText('p', `[profile p]\n${lines}`).state).toEqual({ kind: 'incomplete', problem });
});

test.each([
  `  ${keys.replace('\n', '\n  ')}  region = eu-west-1`,
  `${keys}s3 =\n  role_arn = x\n\n  source_profile = y\nregion = eu-west-1`,
  `${keys}region =\nmfa_serial =\n  # role_arn = x`,
  `\taws_access_key_id = A\n\n; --account\naws_secret_access_key = s`,
  `${keys}services = missing\nendpoint_url = x\nignore_configured_endpoint_urls = true`,
  `${keys}endpoint_url = HTTP://[::1]:4566/`,
])('accepts %j', (lines) => {
  expect(summarizeText('p', `[profile p]\n${lines}`).state).toEqual({ kind: 'long-lived-key' });
});

test('reports a circular chain, but accepts a profile that is its own source', () => {
  const role = 'role_arn=arn:aws:iam::123456789012:role/x\n';
  const circle = `[profile a]\n${role}source_profile=b\n[profile b]\n${role}source_profile=a`;
  expect(summarizeText('a', circle).state).toEqual({
    kind: 'incomplete',
    problem: 'Its source_profile chain is circular.',
  });
  const own = `[profile a]\n${role}source_profile=a\naws_access_key_id=A\naws_secret_access_key=s`;
  expect(summarizeText('a', own).state).toEqual({ kind: 'ready' });
});

test('reports the right heading for a section that the file requires to have another one', () => {
  expect(summarizeText('loose', '[loose]\nregion=eu-west-1').state).toEqual({
    kind: 'incomplete',
    problem: 'Its heading lacks the word profile. Write [profile loose] in the config file.',
  });
  expect(summarizeText('profile p', '', '[profile p]\naws_access_key_id=A').state).toEqual({
    kind: 'incomplete',
    problem: 'Headings of the credentials file do not contain the word profile. Write [p].',
  });
  expect([...parseCatalog('[plugins]\nx=y\n[preview]\n', '').profiles]).toEqual([]);
});

test('reports a heading with text after the bracket, whose lines belong to no other profile', () => {
  const catalog = parseCatalog('[profile a]\ncredential_process=x\n[profile b]#mine\nrole_arn=r\n', '');
  expect(catalog.profiles.get('a')?.values).toEqual(new Map([['credential_process', 'x']]));
  expect(findProblem(summarizeEntry(catalog, catalog.profiles.get('b')))).toBe(
    'The AWS SDK does not read line 3 as a heading. Remove the text after the bracket.',
  );
});

test.each(['[profile two words]', '[profile "quoted name"]', '[profile acct(prod)]', '[profile ünïcode]'])(
  'reports why the SDK ignores %s',
  (header) => {
    const catalog = parseCatalog(`${header}\nregion=eu-west-1`, '');
    const [entry] = catalog.profiles.values();
    expect(findProblem(summarizeEntry(catalog, entry))).toBe(
      'The AWS SDK cannot read a profile with this name. Rename it.',
    );
  },
);
