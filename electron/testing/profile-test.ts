import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { listRepositories } from '../engine/ecr/repositories.ts';
import type { FixtureProfile } from './aws-home/fixture-profile.ts';
import { ana, device, home, other, region, roleArn, startAwsFixture } from './aws-fixture.ts';

/** A profile with the access keys of `ana`. */
export const keys = { kind: 'keys', name: 'keys', principal: ana, region } as const satisfies FixtureProfile;

/** A profile with a role in the other account. */
export const release = {
  kind: 'role',
  name: 'release',
  roleArn: roleArn('Release'),
  source: { profile: 'keys' },
} as const satisfies FixtureProfile;

/** A profile with a role that needs an MFA code. */
export const careful = {
  kind: 'role',
  name: 'careful',
  roleArn: roleArn('Careful'),
  source: { profile: 'keys' },
  mfaSerial: device,
} as const satisfies FixtureProfile;

/** A profile with a sign-in to IAM Identity Center. */
export const sso = {
  kind: 'identity-center',
  name: 'sso',
  session: 'corp',
  accountId: home,
  roleName: 'Developer',
} as const satisfies FixtureProfile;

export const selection = (profile: string, inRegion = region) => ({ profile, region: inRegion });

/** A test with a home folder and a local AWS for its file, in which both accounts have the repository `team/api`. */
export const test = base
  .extend('regions', { scope: 'file' }, [region, 'us-east-1'])
  .extend('aws', { scope: 'file' }, async ({ regions }, { onCleanup }) => {
    const aws = await startAwsFixture();
    onCleanup(() => aws.close());
    for (const account of [home, other])
      for (const inRegion of regions) aws.ecr.registry(account, inRegion).createRepository('team/api');
    return aws;
  })
  /** Returns an MFA code that was not used before. */
  .extend('nextCode', { scope: 'file' }, () => {
    let code = 100_000;
    return (): string => String((code += 1));
  })
  .extend('cleanAws', { auto: true }, ({ aws }, { onCleanup }) => {
    aws.ecr.calls.clear();
    onCleanup(async () => {
      aws.ecr.faults.clear();
      aws.ecr.logins.end = undefined;
      aws.ecr.sessions.lifetimeSeconds = undefined;
      await rm(join(aws.folder, '.aws'), { recursive: true, force: true });
    });
  })
  .extend('access', ({ aws }) => aws.access())
  .extend(
    'identify',
    ({ aws }) =>
      (profile: string) =>
        aws.access().identify(selection(profile)),
  )
  /** Lists the names of a profile's repositories. */
  .extend('list', ({ access }) => async (profile: string, inRegion = region) => {
    const registry = await access.connect(selection(profile, inRegion));
    return (await listRepositories(registry)).map(({ name }) => name);
  })
  .extend('readState', ({ access }) => async (profile: string) => {
    const { profiles } = await access.listProfiles();
    return profiles.find(({ name }) => name === profile)?.state;
  })
  /** Returns the ARN that signed the last call of an operation. */
  .extend(
    'signerOf',
    ({ aws }) =>
      (operation: string): string | undefined =>
        aws.ecr.calls.of(operation).at(-1)?.principalArn,
  );
