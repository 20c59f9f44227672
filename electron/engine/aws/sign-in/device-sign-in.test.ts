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
let person: SignInFixture;
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
  person = await createSignInFixture({ config: files(), clock });
  vi.stubEnv('HOME', person.home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await person.close();
  await ecr.close();
});

const invited = async (profile = 'dev') => {
  const { id } = await person.signIns.start(profile, 'code');
  return { id, ...(await person.until(id, 'code')) };
};

/** Lets the interval pass, and waits until the poll after it was answered so that another wait begins. */
async function poll(milliseconds = 1_000): Promise<void> {
  const times = clock.asked.length;
  clock.pass(milliseconds);
  await clock.untilWaits(times + 1);
}

const outcomes = () => ecr.calls.of('CreateToken').map(({ outcome }) => outcome);

describe('a sign-in by a code', () => {
  test('shows the code, opens the page that knows it, and ends when it is confirmed', async () => {
    const { id, userCode, url, plainUrl, expiresAt } = await invited();
    expect(userCode).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(plainUrl).toBe(`${ecr.endpoint}/device`);
    expect(url).toContain(userCode);
    expect(person.opened).toEqual([{ url, isCustomEndpoint: true }]);
    expect(expiresAt).toBe(clock.now() + 600_000);
    await clock.untilWaits(1);
    await poll();
    await poll();
    await fetch(url);
    clock.pass(1_000);
    await person.until(id, 'done');
    expect(outcomes()).toEqual(['AuthorizationPendingException', 'AuthorizationPendingException', 'ok']);
    expect(JSON.parse(await person.tokenFile('corp'))).toMatchObject({
      startUrl,
      refreshToken: expect.any(String),
    });
  });

  test('asks five seconds less often each time AWS says so', async () => {
    await invited();
    await clock.untilWaits(1);
    await poll();
    ecr.identityCenter.lifetimes.pollInterval = 3600;
    await poll();
    await poll(6_000);
    expect(outcomes()).toEqual(['AuthorizationPendingException', 'SlowDownException', 'SlowDownException']);
    expect(clock.asked).toEqual([1_000, 1_000, 6_000, 11_000]);
  });

  test('goes on when an attempt is lost on the way, or fails at AWS', async () => {
    const { id, url } = await invited();
    ecr.faults.add({ kind: 'reset-request', operation: 'CreateToken' });
    ecr.faults.add({ kind: 'server-error', status: 503, operation: 'CreateToken' });
    await clock.untilWaits(1);
    await poll();
    await poll();
    await fetch(url);
    clock.pass(1_000);
    await person.until(id, 'done');
    expect(outcomes()).toHaveLength(3);
  });

  test('that the person refuses ends so', async () => {
    const { id, url } = await invited();
    ecr.identityCenter.person = { user: 'eva', decision: 'refuse' };
    await fetch(url);
    await clock.untilWaits(1);
    clock.pass(1_000);
    const { error } = await person.until(id, 'failed');
    expect(error).toMatchObject({ code: 'sign-in-needed', action: 'sign-in' });
    expect(error.message).toContain('was not allowed');
  });

  test('ends with its code, as AWS says', async () => {
    const { id } = await invited();
    ecr.faults.skewClock(601_000);
    await clock.untilWaits(1);
    clock.pass(1_000);
    const { error } = await person.until(id, 'failed');
    expect(error.message).toBe('Nobody finished the sign-in to corp in time. Sign in again.');
    expect(outcomes()).toEqual(['ExpiredTokenException']);
  });

  test('ends with its code without asking any more', async () => {
    const { id } = await invited();
    await clock.untilWaits(1);
    clock.pass(600_000);
    const { error } = await person.until(id, 'failed');
    expect(error.message).toContain('in time');
    expect(outcomes()).toEqual([]);
  });

  test('asks no more once it is cancelled', async () => {
    const { id } = await invited();
    await clock.untilWaits(1);
    person.signIns.cancel(id);
    await person.signIns.close();
    clock.pass(10_000);
    expect(person.updates.at(-1)?.state).toEqual({ kind: 'cancelled' });
    expect(outcomes()).toEqual([]);
  });

  test('registers again when AWS has forgotten the app meanwhile', async () => {
    const first = await invited();
    ecr.identityCenter.clients.clear();
    person.signIns.cancel(first.id);
    await invited();
    expect(ecr.calls.of('RegisterClient')).toHaveLength(2);
    expect(ecr.calls.of('StartDeviceAuthorization').map(({ outcome }) => outcome)).toEqual([
      'ok',
      'InvalidClientException',
      'ok',
    ]);
  });

  test('never tells the device’s code or the app’s secret', async () => {
    const { id, url } = await invited();
    await fetch(url);
    await clock.untilWaits(1);
    clock.pass(1_000);
    await person.until(id, 'done');
    const file: unknown = JSON.parse(await person.tokenFile('corp'));
    const said = JSON.stringify(person.updates);
    for (const value of Object.values(file ?? {}))
      if (typeof value === 'string' && value.length > 60) expect(said).not.toContain(value);
    expect(said).not.toMatch(/deviceCode|clientSecret|accessToken/);
  });
});

describe('a legacy profile', () => {
  test('signs in by a code whatever is asked for, and the real SDK resolves with its token', async () => {
    const { id, method, credentialSource } = await person.signIns.start('old', 'browser');
    expect(method).toBe('code');
    expect(credentialSource).toEqual({ kind: 'sso', session: startUrl, legacy: true });
    const { url } = await person.until(id, 'code');
    await fetch(url);
    await clock.untilWaits(1);
    clock.pass(1_000);
    const { until } = await person.until(id, 'done');
    const file: unknown = JSON.parse(await person.tokenFile(startUrl));
    expect(file).not.toHaveProperty('refreshToken');
    // Nothing renews it: its end is known.
    expect(until).toBe(Math.floor((clock.now() + 3_600_000) / 1000) * 1000);
    const clientConfig = { endpoint: ecr.endpoint, maxAttempts: 1 };
    expect(await fromIni({ profile: 'old', ignoreCache: true, clientConfig })()).toMatchObject({
      accessKeyId: expect.stringMatching(/^ASIA/),
    });
  });
});
