import { assertNever } from '../../../shared/models/result.ts';
import type { FixtureHome, FixtureProfile, FixtureServices, FixtureSession } from './fixture-profile.ts';

type Settings = Readonly<Record<string, string | undefined>>;

/** The texts of the two AWS files, in the format of the AWS CLI. */
export interface FileTexts {
  readonly config: string;
  readonly credentials: string;
}

export function formatFiles({ profiles, sessions = [], services = [], endpoint }: FixtureHome): FileTexts {
  const config = [
    ...profiles.map((profile) => formatProfile(profile, endpoint)),
    ...sessions.map(formatSession),
    ...services.map(formatServices),
  ];
  const credentials = profiles.flatMap((profile) => (profile.kind === 'keys' ? [formatKeys(profile)] : []));
  return { config: config.join('\n'), credentials: credentials.join('\n') };
}

function formatProfile(profile: FixtureProfile, endpoint: string | undefined): string {
  const heading = profile.name === 'default' ? 'default' : `profile ${profile.name}`;
  return formatSection(heading, {
    region: profile.region,
    endpoint_url: endpoint,
    ...listSettings(profile),
    ...profile.settings,
  });
}

function listSettings(profile: FixtureProfile): Settings {
  switch (profile.kind) {
    case 'keys':
      return { mfa_serial: profile.mfaSerial };
    case 'role':
      return {
        role_arn: profile.roleArn,
        ...('profile' in profile.source
          ? { source_profile: profile.source.profile }
          : { credential_source: profile.source.machine }),
        mfa_serial: profile.mfaSerial,
        external_id: profile.externalId,
        role_session_name: profile.sessionName,
        duration_seconds: profile.durationSeconds?.toString(),
      };
    case 'identity-center':
      return {
        sso_session: profile.session,
        sso_account_id: profile.accountId,
        sso_role_name: profile.roleName,
      };
    case 'legacy-identity-center':
      return {
        sso_start_url: profile.startUrl,
        sso_region: profile.ssoRegion,
        sso_account_id: profile.accountId,
        sso_role_name: profile.roleName,
      };
    case 'process':
      return { credential_process: profile.command };
    case 'web-identity':
      return {
        role_arn: profile.roleArn,
        web_identity_token_file: profile.tokenFile,
        role_session_name: profile.sessionName,
      };
    case 'login':
      return { login_session: profile.loginSession };
    case 'bare':
      return {};
    default:
      return assertNever(profile);
  }
}

function formatKeys({ name, principal }: Extract<FixtureProfile, { kind: 'keys' }>): string {
  return formatSection(name, {
    aws_access_key_id: principal.accessKeyId,
    aws_secret_access_key: principal.secretAccessKey,
    aws_session_token: principal.sessionToken,
  });
}

function formatSession({ name, startUrl, ssoRegion, scopes }: FixtureSession): string {
  return formatSection(`sso-session ${name}`, {
    sso_start_url: startUrl,
    sso_region: ssoRegion,
    sso_registration_scopes: scopes ?? 'sso:account:access',
  });
}

/** Formats a `[services]` section, in which nested settings are indented below their service. */
function formatServices({ name, endpoints }: FixtureServices): string {
  const lines = Object.entries(endpoints).map(([service, url]) => `${service} =\n  endpoint_url = ${url}\n`);
  return `[services ${name}]\n${lines.join('')}`;
}

function formatSection(heading: string, settings: Settings): string {
  const lines = Object.entries(settings).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${value}\n`],
  );
  return `[${heading}]\n${lines.join('')}`;
}
