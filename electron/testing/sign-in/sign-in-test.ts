import { test as base } from 'vitest';
import type { LocalEcr } from '../../local-ecr/local-ecr.ts';
import type { SsoToken } from '../../engine/aws/sign-in/sso-token-cache.ts';
import type { SignInFixture, SignInFixtureOptions } from './sign-in-fixture.ts';
import { account, createSignInFixture, startIdentityCenter, startUrl } from './sign-in-fixture.ts';

/** The text of a session of IAM Identity Center and a profile of the same name, for `.aws/config`. */
export const configOf = (name: string, region: string, endpoint = ''): string => `
[sso-session ${name}]
sso_start_url = ${startUrl}
sso_region = ${region}
[profile ${name}]
sso_session = ${name}
sso_account_id = ${account.id}
sso_role_name = ${account.role}
${endpoint && `endpoint_url = ${endpoint}`}
`;

/** A token as an earlier sign-in saved it. */
export function issueToken(ecr: LocalEcr): SsoToken {
  const signIn = ecr.identityCenter.signIn(startUrl);
  return {
    ...signIn,
    region: 'eu-west-1',
    expiresAt: Date.parse(signIn.expiresAt),
    registrationExpiresAt: Date.parse(signIn.registrationExpiresAt),
  };
}

/** Tests of the sign-ins of one user, with an IAM Identity Center of the local AWS. */
export const test = base
  .extend('ecr', async ({ onTestFinished }) => {
    const ecr = await startIdentityCenter();
    onTestFinished(() => ecr.close());
    return ecr;
  })
  /** Creates the sign-ins of a user; closes them at the end of the test. */
  .extend('createSignIns', ({ ecr: _closedLast }, { onCleanup }) => {
    let fixture: SignInFixture | undefined;
    onCleanup(() => fixture?.close());
    return async (options: SignInFixtureOptions): Promise<SignInFixture> =>
      (fixture = await createSignInFixture(options));
  });
