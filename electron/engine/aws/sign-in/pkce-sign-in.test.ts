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
let person: SignInFixture;

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

/** What the person's browser shows in the end. */
let shown: Promise<string> | undefined;
const follow = (url: string): Promise<string> => fetch(url).then((response) => response.text());
const browse = async (url: string): Promise<void> => {
  shown = follow(url);
  await shown;
};

const open = async (options: Partial<Parameters<typeof createSignInFixture>[0]> = {}, session = 'corp') => {
  person = await createSignInFixture({ config: files(session), ...options });
  vi.stubEnv('HOME', person.home);
  return person;
};

beforeEach(async () => {
  ecr = await startIdentityCenter();
  shown = undefined;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await person.close();
  await ecr.close();
});

const fileSchema = z.record(z.string(), z.string());
const kinds = () => person.updates.map(({ state }) => state.kind);

const resolve = () =>
  fromIni({ profile: 'dev', ignoreCache: true, clientConfig: { endpoint: ecr.endpoint, maxAttempts: 1 } })();

const isFree = (url: string): Promise<boolean> =>
  isPortFree(new URL(url).searchParams.get('redirect_uri') ?? '');

describe('a sign-in by the browser', () => {
  test('leads through the browser and back, and tells each step and the page at the end', async () => {
    await open({ browse });
    const started = await person.signIns.start('release', 'browser');
    expect(started).toMatchObject({
      profile: 'release',
      credentialSource: { kind: 'sso', session: 'corp', legacy: false },
      method: 'browser',
      state: { kind: 'starting' },
    });
    const done = await person.until(started.id, 'done');
    expect(kinds()).toEqual(['starting', 'browser', 'done']);
    expect(person.signIns.list().map(({ state }) => state)).toEqual([done]);
    expect(done.until).toBeUndefined();
    expect(person.signedIn).toEqual([{ kind: 'sso', session: 'corp', legacy: false }]);
    expect(await shown).toContain('You are signed in');
    expect(ecr.calls.of('RegisterClient', 'Authorize', 'CreateToken').map(({ outcome }) => outcome)).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
  });

  test('asks for what the specification says, on a port of its own that is free again afterwards', async () => {
    await open();
    const { id } = await person.signIns.start('dev', 'browser');
    const { url, expiresAt } = await person.until(id, 'browser');
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
    await person.until(id, 'done');
    expect(await isFree(url)).toBe(true);
  });

  test('keeps a token that the real SDK resolves with, in a file for this person alone', async () => {
    await open({ browse }, 'kept');
    const { id } = await person.signIns.start('dev', 'browser');
    await person.until(id, 'done');
    const file = fileSchema.parse(JSON.parse(await person.tokenFile('kept')));
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
    expect((await stat(ssoTokenPath(person.environment, 'kept'))).mode & 0o777).toBe(0o600);
    expect(await resolve()).toMatchObject({ accessKeyId: expect.stringMatching(/^ASIA/) });
  });

  test('keeps a token that the real SDK renews by itself', async () => {
    ecr.identityCenter.lifetimes.accessToken = 60;
    await open({ browse }, 'renewed');
    const { id } = await person.signIns.start('dev', 'browser');
    await person.until(id, 'done');
    const before = fileSchema.parse(JSON.parse(await person.tokenFile('renewed')));
    ecr.identityCenter.lifetimes.accessToken = 3600;
    ecr.calls.clear();
    await resolve();
    expect(ecr.calls.of('CreateToken')).toHaveLength(1);
    const after = fileSchema.parse(JSON.parse(await person.tokenFile('renewed')));
    expect(after['accessToken']).not.toBe(before['accessToken']);
    expect(after).toMatchObject({ clientId: before['clientId'], startUrl });
    expect((await stat(ssoTokenPath(person.environment, 'renewed'))).mode & 0o777).toBe(0o600);
  });

  test('goes on waiting when somebody else calls, with the wrong state', async () => {
    await open();
    const { id } = await person.signIns.start('dev', 'browser');
    const { url } = await person.until(id, 'browser');
    const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
    expect((await fetch(`${redirectUri}?code=stolen&state=guessed`)).status).toBe(400);
    expect((await fetch(`${redirectUri}?error=access_denied&state=guessed`)).status).toBe(400);
    expect(kinds()).toEqual(['starting', 'browser']);
    expect(ecr.calls.of('CreateToken')).toEqual([]);
    await follow(url);
    await person.until(id, 'done');
  });

  test('that the person refuses ends so, here and in the browser', async () => {
    ecr.identityCenter.person = { user: 'eva', decision: 'refuse' };
    await open({ browse });
    const { id } = await person.signIns.start('dev', 'browser');
    const { error } = await person.until(id, 'failed');
    expect(error).toMatchObject({
      code: 'sign-in-needed',
      message: 'The sign-in to corp was not allowed. Sign in again, and allow it in the browser.',
      action: 'sign-in',
      profile: 'dev',
    });
    expect(await shown).toContain('You did not allow the sign-in');
    expect(person.signedIn).toEqual([]);
    await expect(person.tokenFile('corp')).rejects.toThrow('ENOENT');
  });

  test('that is cancelled frees its port, and can be cancelled but once', async () => {
    await open();
    const { id } = await person.signIns.start('dev', 'browser');
    const { url } = await person.until(id, 'browser');
    person.signIns.cancel(id);
    expect(person.signIns.list()).toMatchObject([{ id, state: { kind: 'cancelled' } }]);
    await person.signIns.close();
    expect(await isFree(url)).toBe(true);
    expect(kinds()).toEqual(['starting', 'browser', 'cancelled']);
    person.signIns.cancel(id);
    expect(kinds()).toEqual(['starting', 'browser', 'cancelled']);
  });

  test('can be cancelled before there is a page, and while the token is asked for', async () => {
    ecr.faults.add({ kind: 'stall', operation: 'RegisterClient' });
    await open();
    const first = await person.signIns.start('dev', 'browser');
    await expect.poll(() => ecr.calls.of('RegisterClient')).toHaveLength(1);
    person.signIns.cancel(first.id);

    ecr.faults.add({ kind: 'stall', operation: 'CreateToken' });
    const second = await person.signIns.start('dev', 'browser');
    const { url } = await person.until(second.id, 'browser');
    const page = follow(url);
    await expect.poll(() => ecr.calls.of('CreateToken')).toHaveLength(1);
    person.signIns.cancel(second.id);
    expect(await page).toContain('The sign-in was cancelled');
    expect(kinds()).toEqual(['starting', 'cancelled', 'starting', 'browser', 'cancelled']);
    await expect(person.tokenFile('corp')).rejects.toThrow('ENOENT');
  });

  test('ends after ten minutes, and its port is free', async () => {
    const clock = new ManualClock();
    await open({ clock });
    const { id } = await person.signIns.start('dev', 'browser');
    const { url } = await person.until(id, 'browser');
    await clock.untilWaits(1);
    clock.pass(10 * 60_000 - 1);
    expect(kinds()).toEqual(['starting', 'browser']);
    clock.pass(1);
    const { error } = await person.until(id, 'failed');
    expect(error.message).toBe('Nobody finished the sign-in to corp in time. Sign in again.');
    expect(await isFree(url)).toBe(true);
  });

  test('takes the place of one under way for the same session, whichever profile asks', async () => {
    await open();
    const first = await person.signIns.start('dev', 'browser');
    const { url } = await person.until(first.id, 'browser');
    const second = await person.signIns.start('release', 'browser');
    await person.until(second.id, 'browser');
    await person.until(first.id, 'cancelled');
    expect(await isFree(url)).toBe(true);
    expect(person.signIns.list().map(({ id }) => id)).toEqual([second.id]);
  });

  test('registers once for several sign-ins', async () => {
    await open({ browse });
    for (const profile of ['dev', 'release'])
      await person.until((await person.signIns.start(profile, 'browser')).id, 'done');
    expect(ecr.calls.of('RegisterClient')).toHaveLength(1);
    expect(ecr.calls.of('CreateToken')).toHaveLength(2);
  });

  test('registers anew after AWS has forgotten the app', async () => {
    await open();
    const first = await person.signIns.start('dev', 'browser');
    const { url } = await person.until(first.id, 'browser');
    const { headers } = await fetch(url, { redirect: 'manual' });
    ecr.identityCenter.clients.clear();
    expect(await follow(headers.get('location') ?? '')).toContain('The sign-in did not work');
    const { error } = await person.until(first.id, 'failed');
    expect(error).toMatchObject({ code: 'sign-in-needed', action: 'sign-in' });

    const second = await person.signIns.start('dev', 'browser');
    await follow((await person.until(second.id, 'browser')).url);
    await person.until(second.id, 'done');
    expect(ecr.calls.of('RegisterClient')).toHaveLength(2);
  });

  test('opens its page once more when asked to, and not when it is over', async () => {
    await open();
    const { id } = await person.signIns.start('dev', 'browser');
    const { url } = await person.until(id, 'browser');
    await person.signIns.openPage(id);
    expect(person.opened).toEqual([
      { url, isCustomEndpoint: true },
      { url, isCustomEndpoint: true },
    ]);
    await follow(url);
    await person.until(id, 'done');
    await expect(person.signIns.openPage(id)).rejects.toThrow('has no page to open');
    expect(person.opened).toHaveLength(2);
  });

  test('goes on where no browser opens: its address can be copied', async () => {
    await open({ browse: () => Promise.reject(new Error('no browser')) });
    const { id } = await person.signIns.start('dev', 'browser');
    const { url } = await person.until(id, 'browser');
    await follow(url);
    await person.until(id, 'done');
  });

  test('learns the names of the accounts', async () => {
    await open({ browse });
    const { id } = await person.signIns.start('dev', 'browser');
    await person.until(id, 'done');
    await person.named;
    expect([...person.accountNames.all]).toEqual([[account.id, account.name]]);
  });

  test('says nothing that is secret, whether it succeeds or fails', async () => {
    await open({ browse });
    const first = await person.signIns.start('dev', 'browser');
    await person.until(first.id, 'done');
    ecr.faults.add({ kind: 'server-error', status: 500, operation: 'CreateToken' });
    const second = await person.signIns.start('dev', 'browser');
    await person.until(second.id, 'failed');
    const file = fileSchema.parse(JSON.parse(await person.tokenFile('corp')));
    const said = JSON.stringify(person.updates);
    for (const name of ['accessToken', 'refreshToken', 'clientSecret'])
      expect(said).not.toContain(file[name]);
    expect(said).not.toMatch(/codeVerifier|[?&]code=/);
  });
});
