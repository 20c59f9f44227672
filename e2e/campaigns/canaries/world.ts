import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalPrincipal } from '../../../electron/engine/local-ecr/accounts/accounts.ts';
import type { LocalEcr } from '../../../electron/engine/local-ecr/local-ecr.ts';
import { startLocalEcr } from '../../../electron/engine/local-ecr/local-ecr.ts';
import type { FixtureProfile } from '../../../electron/engine/testing/aws-home/fixture-profile.ts';
import {
  writeAwsHome,
  writeLoginCache,
  writeSsoCache,
} from '../../../electron/engine/testing/aws-home/write-aws-home.ts';
import { seedImage } from '../../../electron/engine/testing/seed-image.ts';
import type { EchoingRelay } from './echoing-relay.ts';
import { startEchoingRelay } from './echoing-relay.ts';

export const account = '111111111111';
export const region = 'eu-west-1';
const startUrl = 'https://corp.awsapps.com/start';
const legacyStartUrl = 'https://old.awsapps.com/start';

const secret = (): string => randomBytes(30).toString('base64');

/** Every kind of profile that gives credentials, and the ones that fail to. */
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
  'proxied',
  'tunneled',
] as const;
export type ProfileName = (typeof profileNames)[number];

/** A person's home with one profile of each kind, a local ECR, and a relay between them that echoes. */
export interface CanaryWorld {
  readonly home: string;
  readonly ecr: LocalEcr;
  readonly relay: EchoingRelay;
  readonly environment: Readonly<Record<string, string>>;
  /** In the files, and not in the traffic. */
  readonly written: readonly string[];
  /** Signs in again: tokens that have to be renewed at once. */
  signIn(): Promise<void>;
  close(): Promise<void>;
}

export async function startCanaryWorld(): Promise<CanaryWorld> {
  const home = await mkdtemp(join(tmpdir(), 'canaries-'));
  const principal = (name: string): LocalPrincipal => ({
    accessKeyId: `AKIA${name.toUpperCase().padEnd(16, '0')}`,
    secretAccessKey: secret(),
    arn: `arn:aws:iam::${account}:user/${name}`,
    mfaDevice: {
      serialNumber: `arn:aws:iam::${account}:mfa/${name}`,
      codes: Array.from({ length: 100_000 }, (_, index) => String(100_000 + index)),
    },
  });
  const [ana, ben] = [principal('ana'), principal('ben')];
  const webToken = `eyJ${randomBytes(90).toString('base64url')}`;
  const ecr = await startLocalEcr({
    accounts: [
      {
        id: account,
        principals: [ana, ben],
        roles: [
          { name: 'Release', trusts: [account] },
          { name: 'Pipeline', webIdentityTokens: [webToken] },
        ],
      },
    ],
    regions: [region],
    identityCenters: [startUrl, legacyStartUrl].map((url) => ({
      startUrl: url,
      users: [{ name: 'eva', assignments: [{ accountId: account, roleName: 'Developer' }] }],
    })),
  });
  const relay = await startEchoingRelay(ecr.endpoint);
  await seedImage(ecr.registry(account, region).createRepository('team/app'), [['layer', 4_000]], ['1.0']);

  const script = async (name: string, lines: readonly string[]): Promise<string> => {
    const path = join(home, name);
    await writeFile(path, `#!/bin/sh\n${lines.join('\n')}\n`);
    await chmod(path, 0o700);
    return path;
  };
  const printed = JSON.stringify({
    Version: 1,
    AccessKeyId: ben.accessKeyId,
    SecretAccessKey: ben.secretAccessKey,
  });
  const processSecrets = [secret(), secret()];
  const giving = await script('giving', [`echo '${printed}'`]);
  const failing = await script('failing', [
    `echo "no session for $1: aws_session_token=${processSecrets[0]} k=${processSecrets[0]}" >&2`,
    'exit 3',
  ]);
  const tokenFile = join(home, 'web-token');
  await writeFile(tokenFile, webToken);
  const temporary = ecr.sessions.issue({
    accountId: account,
    arn: ana.arn,
    durationSeconds: 3_600,
    now: Date.now(),
  });
  const profiles: readonly FixtureProfile[] = [
    { kind: 'keys', name: 'keys', principal: ana, region },
    { kind: 'keys', name: 'temporary', principal: { ...temporary, arn: ana.arn }, region },
    {
      kind: 'role',
      name: 'role',
      roleArn: `arn:aws:iam::${account}:role/Release`,
      source: { profile: 'keys' },
      region,
    },
    {
      kind: 'identity-center',
      name: 'sso',
      session: 'corp',
      accountId: account,
      roleName: 'Developer',
      region,
    },
    {
      kind: 'legacy-identity-center',
      name: 'legacy',
      startUrl: legacyStartUrl,
      ssoRegion: region,
      accountId: account,
      roleName: 'Developer',
      region,
    },
    { kind: 'login', name: 'login', loginSession: ana.arn, region },
    {
      kind: 'web-identity',
      name: 'web',
      roleArn: `arn:aws:iam::${account}:role/Pipeline`,
      tokenFile,
      region,
    },
    { kind: 'process', name: 'process', command: `${giving} --token=${processSecrets[1]}`, region },
    { kind: 'process', name: 'failing-process', command: `${failing} --token=${processSecrets[1]}`, region },
    { kind: 'keys', name: 'careful', principal: ana, mfaSerial: ana.mfaDevice?.serialNumber ?? '', region },
    {
      kind: 'keys',
      name: 'proxied',
      principal: ana,
      region,
      settings: { services: 'none', endpoint_url: 'http://api.test' },
    },
    {
      kind: 'keys',
      name: 'tunneled',
      principal: ana,
      region,
      settings: { endpoint_url: 'https://api.test' },
    },
  ];
  const sessions = [{ name: 'corp', startUrl, ssoRegion: region }];
  await writeAwsHome(home, { profiles, sessions, endpoint: relay.origin });
  const proxyPassword = `${secret().slice(0, 16)}&x y`;
  const proxy = relay.origin.replace('//', `//ana:${encodeURIComponent(proxyPassword)}@`);

  const world: CanaryWorld = {
    home,
    ecr,
    relay,
    environment: {
      HOME: home,
      PATH: process.env['PATH'] ?? '',
      AWS_EC2_METADATA_DISABLED: 'true',
      HTTP_PROXY: proxy,
      HTTPS_PROXY: proxy,
    },
    written: [
      ana.secretAccessKey,
      ben.secretAccessKey,
      temporary.secretAccessKey,
      temporary.sessionToken,
      webToken,
      ...processSecrets,
      proxyPassword,
    ],
    async signIn() {
      const soon = new Date(Date.now() + 60_000).toISOString();
      await writeSsoCache(home, 'corp', { ...ecr.identityCenter.signIn(startUrl), expiresAt: soon }, region);
      await writeSsoCache(home, legacyStartUrl, ecr.identityCenter.signIn(legacyStartUrl, false), region);
      const login = ecr.logins.login(account, ana.arn);
      await writeLoginCache(home, ana.arn, {
        ...login,
        accessToken: { ...login.accessToken, expiresAt: soon },
      });
    },
    async close() {
      await relay.close();
      await ecr.close();
      await rm(home, { recursive: true });
    },
  };
  await world.signIn();
  return world;
}
