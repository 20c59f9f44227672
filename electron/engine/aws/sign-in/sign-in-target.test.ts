import { describe, expect, test } from 'vitest';
import { parseCatalog } from '../profiles/profile-catalog.ts';
import { toSignInSource, findSignInTarget } from './sign-in-target.ts';
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
const sessionOf = (profile: string) => {
  const found = target(profile);
  if (found.kind !== 'sso') throw new Error(`${profile} has no session`);
  return found.session;
};

describe('the sign-in that a profile requires', () => {
  test('is its session of IAM Identity Center, with the name and start URL unchanged', () => {
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
    expect(toSignInSource(target('dev'))).toEqual({ kind: 'sso', session: 'corp', legacy: false });
  });

  test('requests the default scope for a session without scopes, and no scope for a legacy profile', () => {
    expect(sessionOf('china').scopes).toEqual(['sso:account:access']);
    expect(sessionOf('old').scopes).toEqual([]);
    expect(toSignInSource(target('old'))).toEqual({
      kind: 'sso',
      session: 'https://old.awsapps.com/start',
      legacy: true,
    });
  });

  test.each(['release', 'twice'])('is the session of the source profile dev for the role %s', (profile) => {
    expect(target(profile)).toMatchObject({ kind: 'sso', profile: 'dev', session: { name: 'corp' } });
  });

  test('is aws login for a console session', () => {
    expect(target('console')).toEqual({ kind: 'aws-login', profile: 'console', region: 'eu-north-1' });
    expect(toSignInSource(target('console'))).toEqual({ kind: 'aws-login', profile: 'console' });
  });

  test.each([
    'keys',
    // The keys of a source profile have precedence over its role.
    'on-keys',
    'own-source',
    'token',
    'program',
  ])('is none for the profile %s', (profile) => {
    expect(() => target(profile)).toThrow('gets its credentials without a sign-in');
  });

  test.each([
    ['lost', 'Its section [sso-session missing] is missing.'],
    ['half', 'Its section [sso-session half] lacks sso_start_url.'],
    ['circle', 'Its source_profile chain is circular.'],
    ['gone', 'It is not in the AWS files any more.'],
  ])('cannot be found for %s: %s', (profile, problem) => {
    expect(() => target(profile)).toThrow(problem);
  });
});

describe('the endpoints of a sign-in', () => {
  test.each([
    ['dev', 'https://oidc.eu-west-1.amazonaws.com', 'https://portal.sso.eu-west-1.amazonaws.com'],
    ['china', 'https://oidc.cn-north-1.amazonaws.com.cn', 'https://portal.sso.cn-north-1.amazonaws.com.cn'],
    ['own', 'http://127.0.0.1:1/oidc', 'http://127.0.0.1:2'],
  ])('follow the region or the custom endpoints of %s', (profile, oidc, portal) => {
    expect(oidcUrl(sessionOf(profile))).toBe(oidc);
    expect(portalUrl(sessionOf(profile))).toBe(portal);
  });

  test('reject an invalid region, which must not become part of a host name', () => {
    for (const url of [oidcUrl, portalUrl])
      expect(() => url(sessionOf('odd'))).toThrow('The sso_region of odd is not a region');
  });
});
