import { environmentProfile } from '../../../shared/models/profile.ts';
import type { LocalPrincipal } from '../../../electron/local-ecr/accounts/accounts.ts';
import type { FixtureProfile } from '../../../electron/testing/aws-home/fixture-profile.ts';

export const account = '111111111111';
export const region = 'eu-west-1';
export const startUrl = 'https://corp.awsapps.com/start';
export const legacyStartUrl = 'https://old.awsapps.com/start';

/** Every kind of profile that gives credentials, and the kinds that fail to. */
export const profileNames = [
  'keys',
  'temporary',
  'role',
  'sso',
  'legacy',
  'login',
  'web',
  'process',
  'failing-process',
  'careful',
  environmentProfile,
  'container',
  'browser',
  'device',
  'proxied',
  'tunneled',
  'manual-proxy',
  'manual-tunnel',
] as const;
export type ProfileName = (typeof profileNames)[number];

interface FixtureParts {
  readonly ana: LocalPrincipal;
  /** The same account, with credentials of a session. */
  readonly temporary: LocalPrincipal;
  readonly tokenFile: string;
  /** The commands of the two `credential_process` profiles. */
  readonly giving: string;
  readonly failing: string;
}

/** The profiles of these kinds in AWS files; the kind of the environment is not among them. */
export function fixtureProfiles(parts: FixtureParts): readonly FixtureProfile[] {
  const { ana, temporary, tokenFile, giving, failing } = parts;
  const overHttp = { services: 'none', endpoint_url: 'http://api.test' };
  const overTls = { endpoint_url: 'https://api.test' };
  const assigned = { accountId: account, roleName: 'Developer', region };
  const session = (name: string, sessionName: string): FixtureProfile => ({
    kind: 'identity-center',
    name,
    session: sessionName,
    ...assigned,
  });
  const role = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
  return [
    { kind: 'keys', name: 'keys', principal: ana, region },
    { kind: 'keys', name: 'temporary', principal: temporary, region },
    { kind: 'role', name: 'role', roleArn: role('Release'), source: { profile: 'keys' }, region },
    session('sso', 'corp'),
    {
      kind: 'legacy-identity-center',
      name: 'legacy',
      startUrl: legacyStartUrl,
      ssoRegion: region,
      ...assigned,
    },
    { kind: 'login', name: 'login', loginSession: ana.arn, region },
    { kind: 'web-identity', name: 'web', roleArn: role('Pipeline'), tokenFile, region },
    { kind: 'process', name: 'process', command: giving, region },
    { kind: 'process', name: 'failing-process', command: failing, region },
    { kind: 'keys', name: 'careful', principal: ana, mfaSerial: ana.mfaDevice?.serialNumber ?? '', region },
    {
      kind: 'role',
      name: 'container',
      roleArn: role('Release'),
      source: { machine: 'EcsContainer' },
      region,
    },
    session('browser', 'browsed'),
    session('device', 'confirmed'),
    { kind: 'keys', name: 'proxied', principal: ana, region, settings: overHttp },
    { kind: 'keys', name: 'tunneled', principal: ana, region, settings: overTls },
    { kind: 'keys', name: 'manual-proxy', principal: ana, region, settings: overHttp },
    { kind: 'keys', name: 'manual-tunnel', principal: ana, region, settings: overTls },
  ];
}

export const fixtureSessions = ['corp', 'browsed', 'confirmed'].map((name) => ({
  name,
  startUrl,
  ssoRegion: region,
}));
