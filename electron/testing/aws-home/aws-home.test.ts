import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeRegistryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { fromIni } from '@aws-sdk/credential-providers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LocalPrincipal } from '../../local-ecr/accounts/accounts.ts';
import { startLocalEcr, type LocalEcr } from '../../local-ecr/local-ecr.ts';
import { permissionSetRole } from '../../local-ecr/web-services/portal/permission-set-role.ts';
import { formatFiles } from './format-files.ts';
import type { FixtureProfile } from './fixture-profile.ts';
import { ssoCacheFile, writeAwsHome, writeLoginCache, writeSsoCache } from './write-aws-home.ts';

const accountId = '111111111111';
const region = 'eu-west-1';
const startUrl = 'https://corp.awsapps.com/start';
const legacyStartUrl = 'https://old.awsapps.com/start#/';
const ana: LocalPrincipal = {
  accessKeyId: 'AKIAANA0000000000000',
  secretAccessKey: 'secret-of-ana',
  arn: `arn:aws:iam::${accountId}:user/ana`,
  mfaDevice: { serialNumber: `arn:aws:iam::${accountId}:mfa/ana`, codes: ['123456'] },
};
const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const assumed = (name: string) => `arn:aws:sts::${accountId}:assumed-role/${name}`;
const keysOfAna = JSON.stringify({
  Version: 1,
  AccessKeyId: ana.accessKeyId,
  SecretAccessKey: ana.secretAccessKey,
});

let ecr: LocalEcr;
let home: string;
beforeEach(async () => {
  const user = { name: 'eva', assignments: [{ accountId, roleName: 'Release' }] };
  ecr = await startLocalEcr({
    accounts: [
      {
        id: accountId,
        principals: [ana],
        roles: [
          { name: 'Push', trustedPrincipals: [ana.arn], externalId: 'agreed', requiresMfa: true },
          { name: 'Deploy', trustedPrincipals: [permissionSetRole(accountId, 'Release').arn] },
          { name: 'Plain', trustedPrincipals: [ana.arn] },
          { name: 'Pipeline', webIdentityTokens: ['a-token'] },
        ],
      },
    ],
    regions: [region],
    identityCenters: [
      { startUrl, users: [user] },
      { startUrl: legacyStartUrl, users: [user] },
    ],
  });
  home = await mkdtemp(join(tmpdir(), 'aws-home-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_ACCESS_KEY_ID', ana.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', ana.secretAccessKey);
  vi.stubEnv('AWS_ENDPOINT_URL', ecr.endpoint);
  vi.stubEnv('AWS_REGION', region);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await ecr.close();
  await rm(home, { recursive: true });
});

/** A profile of each kind, with the ARN of its principal. */
const profilesIn = (folder: string): readonly (readonly [FixtureProfile, string])[] => [
  [{ kind: 'keys', name: 'keys', principal: ana }, ana.arn],
  [
    {
      kind: 'role',
      name: 'mfa-role',
      roleArn: roleArn('Push'),
      source: { profile: 'keys' },
      mfaSerial: ana.mfaDevice?.serialNumber,
      externalId: 'agreed',
      sessionName: 'push',
      durationSeconds: 900,
    },
    `${assumed('Push')}/push`,
  ],
  [
    {
      kind: 'role',
      name: 'role-of-environment',
      roleArn: roleArn('Plain'),
      source: { machine: 'Environment' },
      sessionName: 'plain',
    },
    `${assumed('Plain')}/plain`,
  ],
  [
    { kind: 'identity-center', name: 'sso', session: 'corp', accountId, roleName: 'Release' },
    `${assumed(permissionSetRole(accountId, 'Release').roleName)}/eva`,
  ],
  [
    {
      kind: 'legacy-identity-center',
      name: 'old-sso',
      startUrl: legacyStartUrl,
      ssoRegion: region,
      accountId,
      roleName: 'Release',
    },
    `${assumed(permissionSetRole(accountId, 'Release').roleName)}/eva`,
  ],
  [
    {
      kind: 'role',
      name: 'role-of-sso',
      roleArn: roleArn('Deploy'),
      source: { profile: 'sso' },
      sessionName: 'deploy',
    },
    `${assumed('Deploy')}/deploy`,
  ],
  [{ kind: 'process', name: 'process', command: `echo '${keysOfAna}'` }, ana.arn],
  [
    {
      kind: 'web-identity',
      name: 'web',
      roleArn: roleArn('Pipeline'),
      tokenFile: join(folder, 'token'),
      sessionName: 'job',
    },
    `${assumed('Pipeline')}/job`,
  ],
  [{ kind: 'login', name: 'login', loginSession: ana.arn }, ana.arn],
];

const mfaCodeProvider = async () => Promise.resolve('123456');

async function identify(profile: string): Promise<string | undefined> {
  const credentials = fromIni({ profile, ignoreCache: true, mfaCodeProvider });
  const client = new ECRClient({ region, endpoint: ecr.endpoint, credentials, maxAttempts: 1 });
  await client.send(new DescribeRegistryCommand({}));
  client.destroy();
  return ecr.calls.of('DescribeRegistry').at(-1)?.principalArn;
}

it('writes every kind of profile so that the SDK resolves its credentials', async () => {
  const profiles = profilesIn(home);
  const sessions = [{ name: 'corp', startUrl, ssoRegion: region }];
  await writeAwsHome(home, { profiles: profiles.map(([profile]) => profile), sessions });
  await writeSsoCache(home, 'corp', ecr.identityCenter.signIn(startUrl), region);
  await writeSsoCache(home, legacyStartUrl, ecr.identityCenter.signIn(legacyStartUrl, false), region);
  await writeLoginCache(home, ana.arn, ecr.logins.login(accountId, ana.arn));
  await writeFile(join(home, 'token'), 'a-token');
  for (const [{ name }, arn] of profiles) expect([name, await identify(name)]).toEqual([name, arn]);
  expect((await stat(ssoCacheFile(home, 'corp'))).mode & 0o777).toBe(0o600);
});

it('writes the files in the format of the AWS CLI', () => {
  const { config, credentials } = formatFiles({
    profiles: [
      { kind: 'keys', name: 'default', region, principal: { ...ana, sessionToken: 'token' } },
      { kind: 'bare', name: 'odd', settings: { use_fips_endpoint: 'true', services: 'local' } },
    ],
    sessions: [{ name: 'corp', startUrl, ssoRegion: region }],
    services: [{ name: 'local', endpoints: { ecr: 'http://127.0.0.1:1', sts: 'http://127.0.0.1:2' } }],
    endpoint: 'http://127.0.0.1:3',
  });
  expect(config).toBe(`[default]
region = eu-west-1
endpoint_url = http://127.0.0.1:3

[profile odd]
endpoint_url = http://127.0.0.1:3
use_fips_endpoint = true
services = local

[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[services local]
ecr =
  endpoint_url = http://127.0.0.1:1
sts =
  endpoint_url = http://127.0.0.1:2
`);
  expect(credentials).toBe(`[default]
aws_access_key_id = AKIAANA0000000000000
aws_secret_access_key = secret-of-ana
aws_session_token = token
`);
});
