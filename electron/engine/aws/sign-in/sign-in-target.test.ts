import { describe, expect, test } from 'vitest';
import { parseCatalog } from '../profiles/profile-catalog.ts';
import { findCredentialSource, findSignInTarget } from './sign-in-target.ts';
import { oidcUrl, portalUrl } from './sso-hosts.ts';

const grant = 'sso_account_id = 111122223333\nsso_role_name = Release\n';
const role = 'role_arn = arn:aws:iam::111122223333:role/Release\n';
const config = `
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start/#/
sso_region = eu-west-1
sso_registration_scopes = sso:account:access, codewhisperer:completions
[sso-session china]
sso_start_url = https://start.home.awsapps.cn/directory/corp
sso_region = cn-north-1
[sso-session half]
sso_region = eu-west-1
[sso-session odd]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1.evil.example/
[services local]
sso_oidc =
  endpoint_url = http://127.0.0.1:1/oidc/
[profile dev]
${grant}sso_session = corp
[profile china]
${grant}sso_session = china
[profile release]
${role}source_profile = dev
[profile twice]
${role}source_profile = release
[profile old]
${grant}sso_start_url = https://old.awsapps.com/start
sso_region = us-east-1
[profile console]
login_session = arn:aws:iam::111122223333:user/me
region = eu-north-1
[profile own]
${grant}sso_session = corp
services = local
endpoint_url = http://127.0.0.1:2
[profile lost]
${grant}sso_session = missing
[profile half]
${grant}sso_session = half
[profile odd]
${grant}sso_session = odd
[profile keys]
aws_access_key_id = A
aws_secret_access_key = s
[profile keys-and-role]
${role}source_profile = dev
aws_access_key_id = A
aws_secret_access_key = s
[profile on-keys]
${role}source_profile = keys-and-role
[profile circle]
${role}source_profile = circle-back
[profile circle-back]
${role}source_profile = circle
[profile own-source]
${role}source_profile = own-source
aws_access_key_id = A
aws_secret_access_key = s
[profile token]
${role}web_identity_token_file = /token
[profile program]
credential_process = keys
sso_session = corp
`;
const catalog = parseCatalog(config, '');
const target = (profile: string) => findSignInTarget(profile, catalog);
const getSessionKey = (profile: string) => {
  const found = target(profile);
  if (found.kind !== 'sso') throw new Error(`${profile} has no session`);
  return found.session;
};

describe('what a profile has to sign in to', () => {
  test('its session of IAM Identity Center, by the name and the address exactly as written', () => {
    expect(target('dev')).toEqual({
      kind: 'sso',
      profile: 'dev',
      session: {
        name: 'corp',
        legacy: false,
        startUrl: 'https://corp.awsapps.com/start/#/',
        region: 'eu-west-1',
        scopes: ['sso:account:access', 'codewhisperer:completions'],
        endpoints: { oidc: undefined, portal: undefined },
      },
    });
    expect(findCredentialSource(target('dev'))).toEqual({ kind: 'sso', session: 'corp', legacy: false });
  });

  test('without scopes of its own a session asks for accounts alone; a legacy profile asks for nothing', () => {
    expect(getSessionKey('china').scopes).toEqual(['sso:account:access']);
    expect(getSessionKey('old').scopes).toEqual([]);
    expect(findCredentialSource(target('old'))).toEqual({
      kind: 'sso',
      session: 'https://old.awsapps.com/start',
      legacy: true,
    });
  });

  test.each(['release', 'twice'])('%s leads through its roles to the session of dev', (profile) => {
    expect(target(profile)).toMatchObject({ kind: 'sso', profile: 'dev', session: { name: 'corp' } });
  });

  test('a console session is signed in to by aws login', () => {
    expect(target('console')).toEqual({ kind: 'aws-login', profile: 'console', region: 'eu-north-1' });
    expect(findCredentialSource(target('console'))).toEqual({ kind: 'aws-login', profile: 'console' });
  });

  test.each([
    'keys',
    // Keys of a profile that is reached as a source come before its role.
    'on-keys',
    'own-source',
    'token',
    'program',
  ])('%s needs no sign-in, and the answer says so', (profile) => {
    expect(() => target(profile)).toThrow('gets its credentials without any sign-in');
  });

  test.each([
    ['lost', 'Its section [sso-session missing] is missing.'],
    ['half', 'Its section [sso-session half] lacks sso_start_url.'],
    ['circle', 'Its source_profile chain is circular.'],
    ['gone', 'It is not in the AWS files any more.'],
  ])('%s says what is wrong', (profile, problem) => {
    expect(() => target(profile)).toThrow(problem);
  });
});

describe('where a sign-in goes', () => {
  test.each([
    ['dev', 'https://oidc.eu-west-1.amazonaws.com', 'https://portal.sso.eu-west-1.amazonaws.com'],
    ['china', 'https://oidc.cn-north-1.amazonaws.com.cn', 'https://portal.sso.cn-north-1.amazonaws.com.cn'],
    ['own', 'http://127.0.0.1:1/oidc', 'http://127.0.0.1:2'],
  ])('%s', (profile, oidc, portal) => {
    expect(oidcUrl(getSessionKey(profile))).toBe(oidc);
    expect(portalUrl(getSessionKey(profile))).toBe(portal);
  });

  test('what is not a region never becomes part of a host', () => {
    for (const url of [oidcUrl, portalUrl])
      expect(() => url(getSessionKey('odd'))).toThrow('The sso_region of odd is not a region');
  });
});
