import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AwsAccess, AwsAccessOptions } from '../engine/aws/clients/aws-access.ts';
import { createAwsAccess } from '../engine/aws/clients/aws-access.ts';
import type { LocalAccount, LocalPrincipal } from '../local-ecr/accounts/accounts.ts';
import type { LocalEcr } from '../local-ecr/local-ecr.ts';
import { startLocalEcr } from '../local-ecr/local-ecr.ts';
import type { FixtureHome, FixtureProfile } from './aws-home/fixture-profile.ts';
import { writeAwsHome } from './aws-home/write-aws-home.ts';
import { quickRetries } from './two-registries.ts';

export const home = '111111111111';
export const other = '222222222222';
export const region = 'eu-west-1';
export const startUrl = 'https://corp.awsapps.com/start';
export const legacyStartUrl = 'https://old.awsapps.com/start';
export const device = `arn:aws:iam::${home}:mfa/ana`;

/** A user with an MFA device that accepts the codes 100001 to 100020. */
export const ana: LocalPrincipal = {
  accessKeyId: 'AKIAANA0000000000000',
  secretAccessKey: 'secret-of-ana',
  arn: `arn:aws:iam::${home}:user/ana`,
  mfaDevice: {
    serialNumber: device,
    codes: Array.from({ length: 20 }, (_, index) => String(100_001 + index)),
  },
};
export const ben: LocalPrincipal = {
  accessKeyId: 'AKIABEN0000000000000',
  secretAccessKey: 'secret-of-ben',
  arn: `arn:aws:iam::${other}:user/ben`,
};

export const roleArn = (name: string, account = other): string => `arn:aws:iam::${account}:role/${name}`;

const accounts: readonly LocalAccount[] = [
  {
    id: home,
    name: 'Build',
    principals: [ana],
    roles: [
      { name: 'Middle', trustedPrincipals: [ana.arn, home] },
      { name: 'Pipeline', webIdentityTokens: ['a-token'] },
    ],
  },
  {
    id: other,
    name: 'Production',
    principals: [ben],
    roles: [
      { name: 'Release', trustedPrincipals: [home], maxSessionDuration: 7200 },
      { name: 'Careful', trustedPrincipals: [home], requiresMfa: true },
      { name: 'Partner', trustedPrincipals: [home], externalId: 'agreed' },
    ],
  },
];

/** A home folder with AWS files, and a local AWS that is the endpoint of all its profiles. */
export interface AwsFixture {
  readonly folder: string;
  readonly ecr: LocalEcr;
  /** Replaces the AWS files. */
  write(
    profiles: readonly FixtureProfile[],
    more?: Omit<FixtureHome, 'profiles' | 'endpoint'>,
  ): Promise<void>;
  access(options?: Partial<AwsAccessOptions>): AwsAccess;
  close(): Promise<void>;
}

/**
 * Starts the local AWS, and sets HOME of this process to the folder because the SDK reads the environment of the process.
 * Deletes all `AWS_` variables until `close`.
 */
export async function startAwsFixture(): Promise<AwsFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'aws-fixture-'));
  const ecr = await startLocalEcr({
    accounts,
    regions: [region, 'us-east-1'],
    identityCenters: [startUrl, legacyStartUrl].map((url) => ({
      startUrl: url,
      users: [{ name: 'eva', assignments: [{ accountId: home, roleName: 'Developer' }] }],
    })),
  });
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, { HOME: folder, AWS_EC2_METADATA_DISABLED: 'true' });
  return {
    folder,
    ecr,
    write: (profiles, more = {}) => writeAwsHome(folder, { profiles, ...more, endpoint: ecr.endpoint }),
    access: (options = {}) =>
      createAwsAccess({ environment: process.env, retryPolicy: quickRetries, ...options }),
    async close() {
      await ecr.close();
      await rm(folder, { recursive: true });
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
    },
  };
}
