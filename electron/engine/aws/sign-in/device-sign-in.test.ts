import { fromIni } from '@aws-sdk/credential-providers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LocalEcr } from '../../../local-ecr/local-ecr.ts';
import { ManualClock } from '../../../testing/sign-in/manual-clock.ts';
import type { SignInFixture } from '../../../testing/sign-in/sign-in-fixture.ts';
import {
  account,
  createSignInFixture,
  startIdentityCenter,
  startUrl,
} from '../../../testing/sign-in/sign-in-fixture.ts';

let ecr: LocalEcr;
let user: SignInFixture;
let clock: ManualClock;

const files = () => `
[sso-session corp]
sso_start_url = ${startUrl}
sso_region = eu-west-1
[profile dev]
sso_session = corp
sso_account_id = ${account.id}
sso_role_name = ${account.role}
endpoint_url = ${ecr.endpoint}
[profile old]
sso_start_url = ${startUrl}
sso_region = eu-west-1
sso_account_id = ${account.id}
sso_role_name = ${account.role}
endpoint_url = ${ecr.endpoint}
`;

beforeEach(async () => {
  ecr = await startIdentityCenter();
  ecr.identityCenter.lifetimes.pollInterval = 0;
  clock = new ManualClock();
  user = await createSignInFixture({ config: files(), clock });
  vi.stubEnv('HOME', user.home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await user.close();
  await ecr.close();
});

const startSignIn = async (profile = 'dev') => {
  const { id } = await user.signIns.start(profile, 'code');
  return { id, ...(await user.until(id, 'code')) };
};

/** Advances the clock by the interval, and waits until the next poll has been answered and another wait begins. */
async function poll(milliseconds = 1_000): Promise<void> {
  const count = clock.waits.length;
  clock.advance(milliseconds);
  await clock.untilWaits(count + 1);
}

const outcomes = () => ecr.calls.of('CreateToken').map(({ outcome }) => outcome);

describe('a sign-in with a device code', () => {
  test('shows the code, opens the page that contains it, and ends when the user confirms it', async () => {
    const { id, userCode, url, plainUrl, expiresAt } = await startSignIn();
    expect(userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(plainUrl).toBe(`${ecr.endpoint}/device`);
    expect(url).toContain(userCode);
    expect(user.opened).toEqual([{ url, isCustomEndpoint: true }]);
    expect(expiresAt).toBe(clock.now() + 600_000);
    await clock.untilWaits(1);
    await poll();
    await poll();
    await fetch(url);
    clock.advance(1_000);
    await user.until(id, 'done');
    expect(outcomes()).toEqual(['AuthorizationPendingException', 'AuthorizationPendingException', 'ok']);
    expect(JSON.parse(await user.tokenFile('corp'))).toMatchObject({
      startUrl,
      refreshToken: expect.any(String),
    });
  });

  test('adds five seconds to the polling interval for each SlowDownException', async () => {
    await startSignIn();
    await clock.untilWaits(1);
    await poll();
    ecr.identityCenter.lifetimes.pollInterval = 3600;
    await poll();
    await poll(6_000);
    expect(outcomes()).toEqual(['AuthorizationPendingException', 'SlowDownException', 'SlowDownException']);
    expect(clock.waits).toEqual([1_000, 1_000, 6_000, 11_000]);
  });

  test('continues after a failed connection or an internal error of AWS', async () => {
    const { id, url } = await startSignIn();
    ecr.faults.add({ kind: 'reset-request', operation: 'CreateToken' });
    ecr.faults.add({ kind: 'server-error', status: 503, operation: 'CreateToken' });
    await clock.untilWaits(1);
    await poll();
    await poll();
    await fetch(url);
    clock.advance(1_000);
    await user.until(id, 'done');
    expect(outcomes()).toHaveLength(3);
  });

  test('fails when the user denies it', async () => {
    const { id, url } = await startSignIn();
    ecr.identityCenter.person = { user: 'eva', decision: 'refuse' };
    await fetch(url);
    await clock.untilWaits(1);
    clock.advance(1_000);
    const { error } = await user.until(id, 'failed');
    expect(error).toMatchObject({ code: 'sign-in-needed', action: 'sign-in' });
    expect(error.message).toContain('was not allowed');
  });

  test('fails when AWS reports that the code has expired', async () => {
    const { id } = await startSignIn();
    ecr.faults.skewClock(601_000);
    await clock.untilWaits(1);
    clock.advance(1_000);
    const { error } = await user.until(id, 'failed');
    expect(error.message).toBe('The sign-in to corp was not completed in time. Sign in again.');
    expect(outcomes()).toEqual(['ExpiredTokenException']);
  });

  test('fails without another poll after the code has expired', async () => {
    const { id } = await startSignIn();
    await clock.untilWaits(1);
    clock.advance(600_000);
    const { error } = await user.until(id, 'failed');
    expect(error.message).toContain('in time');
    expect(outcomes()).toEqual([]);
  });

  test('stops polling when it is cancelled', async () => {
    const { id } = await startSignIn();
    await clock.untilWaits(1);
    user.signIns.cancel(id);
    await user.signIns.close();
    clock.advance(10_000);
    expect(user.updates.at(-1)?.state).toEqual({ kind: 'cancelled' });
    expect(outcomes()).toEqual([]);
  });

  test('registers again when AWS has deleted the registration', async () => {
    const first = await startSignIn();
    ecr.identityCenter.clients.clear();
    user.signIns.cancel(first.id);
    await startSignIn();
    expect(ecr.calls.of('RegisterClient')).toHaveLength(2);
    expect(ecr.calls.of('StartDeviceAuthorization').map(({ outcome }) => outcome)).toEqual([
      'ok',
      'InvalidClientException',
      'ok',
    ]);
  });

  test('never reports the device code or the client secret', async () => {
    const { id, url } = await startSignIn();
    await fetch(url);
    await clock.untilWaits(1);
    clock.advance(1_000);
    await user.until(id, 'done');
    const file: unknown = JSON.parse(await user.tokenFile('corp'));
    const reported = JSON.stringify(user.updates);
    for (const value of Object.values(file ?? {}))
      if (typeof value === 'string' && value.length > 60) expect(reported).not.toContain(value);
    expect(reported).not.toMatch(/deviceCode|clientSecret|accessToken/);
  });
});

describe('a legacy profile', () => {
  test('always signs in with a code, and the SDK resolves credentials with its token', async () => {
    const { id, method, credentialSource } = await user.signIns.start('old', 'browser');
    expect(method).toBe('code');
    expect(credentialSource).toEqual({ kind: 'sso', session: startUrl, legacy: true });
    const { url } = await user.until(id, 'code');
    await fetch(url);
    await clock.untilWaits(1);
    clock.advance(1_000);
    const { until } = await user.until(id, 'done');
    const file: unknown = JSON.parse(await user.tokenFile(startUrl));
    expect(file).not.toHaveProperty('refreshToken');
    // Its end is known because it cannot be refreshed.
    expect(until).toBe(Math.floor((clock.now() + 3_600_000) / 1000) * 1000);
    const clientConfig = { endpoint: ecr.endpoint, maxAttempts: 1 };
    expect(await fromIni({ profile: 'old', ignoreCache: true, clientConfig })()).toMatchObject({
      accessKeyId: expect.stringMatching(/^ASIA/),
    });
  });
});
