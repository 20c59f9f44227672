import { stat } from 'node:fs/promises';
import { fromIni } from '@aws-sdk/credential-providers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { LocalEcr } from '../../../local-ecr/local-ecr.ts';
import { ssoTokenPath } from './sso-token-cache.ts';
import { ManualClock } from '../../../testing/sign-in/manual-clock.ts';
import type { SignInFixture } from '../../../testing/sign-in/sign-in-fixture.ts';
import {
  account,
  createSignInFixture,
  startIdentityCenter,
  startUrl,
} from '../../../testing/sign-in/sign-in-fixture.ts';
import { isPortFree } from '../../../testing/sign-in/is-port-free.ts';

let ecr: LocalEcr;
let user: SignInFixture;

const files = (session: string) => `
[sso-session ${session}]
sso_start_url = ${startUrl}
sso_region = eu-west-1
[profile dev]
sso_session = ${session}
sso_account_id = ${account.id}
sso_role_name = ${account.role}
endpoint_url = ${ecr.endpoint}
[profile release]
role_arn = arn:aws:iam::222222222222:role/Release
source_profile = dev
`;

/** The page that the browser shows at the end. */
let shown: Promise<string> | undefined;
const follow = (url: string): Promise<string> => fetch(url).then((response) => response.text());
const browse = async (url: string): Promise<void> => {
  shown = follow(url);
  await shown;
};

const open = async (options: Partial<Parameters<typeof createSignInFixture>[0]> = {}, session = 'corp') => {
  user = await createSignInFixture({ config: files(session), ...options });
  vi.stubEnv('HOME', user.home);
  return user;
};

beforeEach(async () => {
  ecr = await startIdentityCenter();
  shown = undefined;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await user.close();
  await ecr.close();
});

const fileSchema = z.record(z.string(), z.string());
const kinds = () => user.updates.map(({ state }) => state.kind);

const resolve = () =>
  fromIni({ profile: 'dev', ignoreCache: true, clientConfig: { endpoint: ecr.endpoint, maxAttempts: 1 } })();

const isFree = (url: string): Promise<boolean> =>
  isPortFree(new URL(url).searchParams.get('redirect_uri') ?? '');

describe('a sign-in with the browser', () => {
  test('opens the browser, receives its redirect, and reports each step', async () => {
    await open({ browse });
    const started = await user.signIns.start('release', 'browser');
    expect(started).toMatchObject({
      profile: 'release',
      credentialSource: { kind: 'sso', session: 'corp', legacy: false },
      method: 'browser',
      state: { kind: 'starting' },
    });
    const done = await user.until(started.id, 'done');
    expect(kinds()).toEqual(['starting', 'browser', 'done']);
    expect(user.signIns.list().map(({ state }) => state)).toEqual([done]);
    expect(done.until).toBeUndefined();
    expect(user.signedIn).toEqual([{ kind: 'sso', session: 'corp', legacy: false }]);
    expect(await shown).toContain('You are signed in');
    expect(ecr.calls.of('RegisterClient', 'Authorize', 'CreateToken').map(({ outcome }) => outcome)).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
  });

  test('sends the parameters of the specification, and releases its port at the end', async () => {
    await open();
    const { id } = await user.signIns.start('dev', 'browser');
    const { url, expiresAt } = await user.until(id, 'browser');
    expect(expiresAt).toBeGreaterThan(Date.now() + 9 * 60_000);
    const { origin, pathname, searchParams } = new URL(url);
    expect(origin + pathname).toBe(`${ecr.endpoint}/authorize`);
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: expect.any(String),
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      scopes: 'sso:account:access',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(await isFree(url)).toBe(false);
    await follow(url);
    await user.until(id, 'done');
    expect(await isFree(url)).toBe(true);
  });

  test('saves a token with which the SDK resolves credentials, in a file that only its owner can read', async () => {
    await open({ browse }, 'kept');
    const { id } = await user.signIns.start('dev', 'browser');
    await user.until(id, 'done');
    const file = fileSchema.parse(JSON.parse(await user.tokenFile('kept')));
    expect(Object.keys(file)).toEqual([
      'startUrl',
      'region',
      'accessToken',
      'expiresAt',
      'clientId',
      'clientSecret',
      'registrationExpiresAt',
      'refreshToken',
    ]);
    expect(file).toMatchObject({
      startUrl,
      region: 'eu-west-1',
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect((await stat(ssoTokenPath(user.environment, 'kept'))).mode & 0o777).toBe(0o600);
    expect(await resolve()).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/) });
  });

  test('saves a token that the SDK can refresh', async () => {
    ecr.identityCenter.lifetimes.accessToken = 60;
    await open({ browse }, 'renewed');
    const { id } = await user.signIns.start('dev', 'browser');
    await user.until(id, 'done');
    const before = fileSchema.parse(JSON.parse(await user.tokenFile('renewed')));
    ecr.identityCenter.lifetimes.accessToken = 3600;
    ecr.calls.clear();
    await resolve();
    expect(ecr.calls.of('CreateToken')).toHaveLength(1);
    const after = fileSchema.parse(JSON.parse(await user.tokenFile('renewed')));
    expect(after['accessToken']).not.toBe(before['accessToken']);
    expect(after).toMatchObject({ clientId: before['clientId'], startUrl });
    expect((await stat(ssoTokenPath(user.environment, 'renewed'))).mode & 0o777).toBe(0o600);
  });

  test('continues to wait after a request with the wrong state', async () => {
    await open();
    const { id } = await user.signIns.start('dev', 'browser');
    const { url } = await user.until(id, 'browser');
    const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
    expect((await fetch(`${redirectUri}?code=stolen&state=guessed`)).status).toBe(400);
    expect((await fetch(`${redirectUri}?error=access_denied&state=guessed`)).status).toBe(400);
    expect(kinds()).toEqual(['starting', 'browser']);
    expect(ecr.calls.of('CreateToken')).toEqual([]);
    await follow(url);
    await user.until(id, 'done');
  });

  test('fails in the app and in the browser when the user denies it', async () => {
    ecr.identityCenter.person = { user: 'eva', decision: 'refuse' };
    await open({ browse });
    const { id } = await user.signIns.start('dev', 'browser');
    const { error } = await user.until(id, 'failed');
    expect(error).toMatchObject({
      code: 'sign-in-needed',
      message: 'The sign-in to corp was not allowed. Sign in again, and allow it in the browser.',
      action: 'sign-in',
      profile: 'dev',
    });
    expect(await shown).toContain('You did not allow the sign-in');
    expect(user.signedIn).toEqual([]);
    await expect(user.tokenFile('corp')).rejects.toThrow('ENOENT');
  });

  test('releases its port when it is cancelled, and is cancelled only once', async () => {
    await open();
    const { id } = await user.signIns.start('dev', 'browser');
    const { url } = await user.until(id, 'browser');
    user.signIns.cancel(id);
    expect(user.signIns.list()).toMatchObject([{ id, state: { kind: 'cancelled' } }]);
    await user.signIns.close();
    expect(await isFree(url)).toBe(true);
    expect(kinds()).toEqual(['starting', 'browser', 'cancelled']);
    user.signIns.cancel(id);
    expect(kinds()).toEqual(['starting', 'browser', 'cancelled']);
  });

  test('can be cancelled before there is a page, and while the token is requested', async () => {
    ecr.faults.add({ kind: 'stall', operation: 'RegisterClient' });
    await open();
    const first = await user.signIns.start('dev', 'browser');
    await expect.poll(() => ecr.calls.of('RegisterClient')).toHaveLength(1);
    user.signIns.cancel(first.id);

    ecr.faults.add({ kind: 'stall', operation: 'CreateToken' });
    const second = await user.signIns.start('dev', 'browser');
    const { url } = await user.until(second.id, 'browser');
    const page = follow(url);
    await expect.poll(() => ecr.calls.of('CreateToken')).toHaveLength(1);
    user.signIns.cancel(second.id);
    expect(await page).toContain('The sign-in was canceled');
    expect(kinds()).toEqual(['starting', 'cancelled', 'starting', 'browser', 'cancelled']);
    await expect(user.tokenFile('corp')).rejects.toThrow('ENOENT');
  });

  test('fails after ten minutes, and releases its port', async () => {
    const clock = new ManualClock();
    await open({ clock });
    const { id } = await user.signIns.start('dev', 'browser');
    const { url } = await user.until(id, 'browser');
    await clock.untilWaits(1);
    clock.advance(10 * 60_000 - 1);
    expect(kinds()).toEqual(['starting', 'browser']);
    clock.advance(1);
    const { error } = await user.until(id, 'failed');
    expect(error.message).toBe('The sign-in to corp was not completed in time. Sign in again.');
    expect(await isFree(url)).toBe(true);
  });

  test('replaces a sign-in in progress for the same session, also for another profile', async () => {
    await open();
    const first = await user.signIns.start('dev', 'browser');
    const { url } = await user.until(first.id, 'browser');
    const second = await user.signIns.start('release', 'browser');
    await user.until(second.id, 'browser');
    await user.until(first.id, 'cancelled');
    expect(await isFree(url)).toBe(true);
    expect(user.signIns.list().map(({ id }) => id)).toEqual([second.id]);
  });

  test('registers once for several sign-ins', async () => {
    await open({ browse });
    for (const profile of ['dev', 'release'])
      await user.until((await user.signIns.start(profile, 'browser')).id, 'done');
    expect(ecr.calls.of('RegisterClient')).toHaveLength(1);
    expect(ecr.calls.of('CreateToken')).toHaveLength(2);
  });

  test('registers again after AWS has deleted the registration', async () => {
    await open();
    const first = await user.signIns.start('dev', 'browser');
    const { url } = await user.until(first.id, 'browser');
    const { headers } = await fetch(url, { redirect: 'manual' });
    ecr.identityCenter.clients.clear();
    expect(await follow(headers.get('location') ?? '')).toContain('The sign-in failed');
    const { error } = await user.until(first.id, 'failed');
    expect(error).toMatchObject({ code: 'sign-in-needed', action: 'sign-in' });

    const second = await user.signIns.start('dev', 'browser');
    await follow((await user.until(second.id, 'browser')).url);
    await user.until(second.id, 'done');
    expect(ecr.calls.of('RegisterClient')).toHaveLength(2);
  });

  test('opens its page again on request, and not after the end', async () => {
    await open();
    const { id } = await user.signIns.start('dev', 'browser');
    const { url } = await user.until(id, 'browser');
    await user.signIns.openPage(id);
    expect(user.opened).toEqual([
      { url, isCustomEndpoint: true },
      { url, isCustomEndpoint: true },
    ]);
    await follow(url);
    await user.until(id, 'done');
    await expect(user.signIns.openPage(id)).rejects.toThrow('has no page to open');
    expect(user.opened).toHaveLength(2);
  });

  test('continues if no browser opens, because its address can be copied', async () => {
    await open({ browse: () => Promise.reject(new Error('no browser')) });
    const { id } = await user.signIns.start('dev', 'browser');
    const { url } = await user.until(id, 'browser');
    await follow(url);
    await user.until(id, 'done');
  });

  test('reports no secret, whether it succeeds or fails', async () => {
    await open({ browse });
    const first = await user.signIns.start('dev', 'browser');
    await user.until(first.id, 'done');
    ecr.faults.add({ kind: 'server-error', status: 500, operation: 'CreateToken' });
    const second = await user.signIns.start('dev', 'browser');
    await user.until(second.id, 'failed');
    const file = fileSchema.parse(JSON.parse(await user.tokenFile('corp')));
    const reported = JSON.stringify(user.updates);
    for (const name of ['accessToken', 'refreshToken', 'clientSecret'])
      expect(reported).not.toContain(file[name]);
    expect(reported).not.toMatch(/codeVerifier|[?&]code=/);
  });
});
