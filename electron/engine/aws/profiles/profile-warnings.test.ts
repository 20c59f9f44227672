import { expect, test } from 'vitest';
import { summarizeText } from '../../../testing/profile-summaries.ts';

const keys = 'aws_access_key_id=A\naws_secret_access_key=s\n';
test.each([
  [
    `[profile p]\n${keys}`,
    `[p]\n${keys}`,
    'Both files contain access keys for it. The AWS SDK uses those of the credentials file.',
  ],
  [
    `[profile p]\n${keys}[profile p]\n`,
    '',
    'It occurs 2 times in the config file (lines 1, 4). The AWS SDK joins the sections and uses the last value of each key.',
  ],
  [
    '[profile p]\nsso_session=corp\nsso_account_id=1\nsso_role_name=R\n[sso-session corp]\nsso_start_url=u\n[sso-session corp]\nsso_region=r',
    '',
    'The section [sso-session corp] occurs 2 times in the config file (lines 5, 7). The AWS SDK joins the sections and uses the last value of each key.',
  ],
  [
    `[profile p]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = default\n[default]\n${keys}[profile default]\n${keys}`,
    '',
    'Source profile default: The config file has both [default] and [profile default] (lines 4, 7). The AWS SDK reads only [profile default] (line 7).',
  ],
  [
    `[profile p]\n${keys}[profile p ]\nregion=x`,
    '',
    'The section [profile p ] of the config file (line 4) is not read. The AWS SDK cannot read a profile with this name. Rename it.',
  ],
  [
    `[profile p]\n${keys}region: eu-west-1`,
    '',
    'The AWS SDK does not read line 4 of the config file, which has a colon after region. Write region = …',
  ],
  [
    `[profile p]\n${keys}region = us east 1`,
    '',
    'Its region "us east 1" is not a region name. Choose a region here.',
  ],
  [
    '[profile p]\ncredential_process = keys --as #1',
    '',
    'The AWS SDK reads its credential_process only up to " #" or " ;", which starts a comment.',
  ],
  [
    `[profile p]\n${keys}REGION = x`,
    '',
    'The AWS SDK does not read its REGION. Write the key in lowercase letters.',
  ],
  [
    '[profile p]\ncredential_process = x\nmfa_serial = arn:aws:iam::1:mfa/ana',
    '',
    'Its mfa_serial is not used: AWS accepts no MFA code for credentials of this kind.',
  ],
  [
    `[profile p]\n${keys}mfa_serial = arn:aws:iam::1:u2f/user/ana`,
    '',
    'Its MFA device is a security key, which shows no codes. AWS accepts only six-digit codes here.',
  ],
  [
    '[profile p]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = q\nduration_seconds = 7200\n[profile q]\ncredential_process = x',
    '',
    'Its duration_seconds is more than one hour, which AWS refuses for role chaining.',
  ],
  [
    '[profile p]\nsso_session=corp\nsso_account_id=1\nsso_role_name=R\n[sso-session corp]\nsso_start_url=u\nsso_region=r',
    `[p]\n${keys}`,
    'It has access keys and sso_session. The AWS SDK uses its access keys, and the AWS CLI its sso_session.',
  ],
  [
    `[profile p]\n${keys}credential_process=x`,
    '',
    'It has access keys and credential_process. The AWS SDK uses its access keys, and the AWS CLI its credential_process.',
  ],
  [
    '[profile p]\ncredential_process=x\nlogin_session=arn:aws:iam::123456789012:user/ana',
    '',
    'It has credential_process and login_session. The AWS SDK uses its credential_process, and the AWS CLI its login_session.',
  ],
  [
    `[profile p]\n${keys}role_arn=arn:aws:iam::123456789012:role/x\nweb_identity_token_file=/token`,
    '',
    'It has access keys and web_identity_token_file. The AWS SDK uses its access keys, and the AWS CLI its web_identity_token_file.',
  ],
  [
    '[profile p]\nrole_arn=arn:aws:iam::123456789012:role/x\nsource_profile=q\n[profile q]\ncredential_process=x\nlogin_session=arn:aws:iam::123456789012:user/ana',
    '',
    'Source profile q: It has credential_process and login_session. The AWS SDK uses its credential_process, and the AWS CLI its login_session.',
  ],
  [
    '[p]\nregion = eu-west-1',
    `[p]\n${keys}`,
    'The section [p] of the config file (line 1) is not read: it lacks the word profile.',
  ],
])('warns about config %j and credentials %j', (config, credentials, warning) => {
  expect(summarizeText('p', config, credentials).warnings).toEqual([warning]);
});

test('does not warn about access keys of the credentials file beside a program, which the AWS CLI uses too', () => {
  expect(summarizeText('p', '[profile p]\ncredential_process=x', `[p]\n${keys}`).warnings).toEqual([]);
});

test('does not warn about a comment after a heading or a region', () => {
  expect(summarizeText('p', `[profile p] # mine\n${keys}region = eu-west-1 # home`).warnings).toEqual([]);
});
