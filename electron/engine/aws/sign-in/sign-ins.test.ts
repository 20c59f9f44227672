import { stat } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { createLoopbackNetwork } from '../../../testing/sign-in/loopback-network.ts';
import { startIdentityCenter } from '../../../testing/sign-in/sign-in-fixture.ts';
import { configOf, issueToken, test } from '../../../testing/sign-in/sign-in-test.ts';
import { ssoTokenPath, writeSsoToken } from './sso-token-cache.ts';

const portOf = (endpoint: string): number => Number(new URL(endpoint).port);

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

test('signs in to two sessions in two regions at the same time', async ({ ecr, createSignIns }) => {
  const other = await startIdentityCenter();
  const hosts = new Map([
    ['oidc.eu-west-1.amazonaws.com', portOf(ecr.endpoint)],
    ['portal.sso.eu-west-1.amazonaws.com', portOf(ecr.endpoint)],
    ['oidc.us-east-1.amazonaws.com', portOf(other.endpoint)],
    ['portal.sso.us-east-1.amazonaws.com', portOf(other.endpoint)],
  ]);
  const { signIns, until, tokenFile, opened } = await createSignIns({
    config: configOf('europe', 'eu-west-1') + configOf('america', 'us-east-1'),
    network: createLoopbackNetwork((host) => hosts.get(host) ?? 9),
  });
  const runs = await Promise.all(['europe', 'america'].map((name) => signIns.start(name, 'browser')));
  for (const [index, { id }] of runs.entries()) {
    const { url } = await until(id, 'browser');
    const { host, pathname, search } = new URL(url);
    expect(host).toBe(`oidc.${index === 0 ? 'eu-west-1' : 'us-east-1'}.amazonaws.com`);
    await fetch(`http://127.0.0.1:${hosts.get(host)}${pathname}${search}`);
    await until(id, 'done');
  }
  expect(opened.every(({ url, isCustomEndpoint }) => url.startsWith('https://') && !isCustomEndpoint)).toBe(
    true,
  );
  expect(JSON.parse(await tokenFile('europe'))).toMatchObject({ region: 'eu-west-1' });
  expect(JSON.parse(await tokenFile('america'))).toMatchObject({ region: 'us-east-1' });
  for (const { calls } of [ecr, other])
    expect(calls.of('RegisterClient', 'CreateToken').map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
  expect(signIns.list()).toHaveLength(2);
  await other.close();
});

describe('signing out', () => {
  test('ends one session at AWS and on this computer, and no other session', async ({
    ecr,
    createSignIns,
  }) => {
    const { signIns, environment, signedOut } = await createSignIns({
      config: configOf('corp', 'eu-west-1', ecr.endpoint) + configOf('other', 'eu-west-1', ecr.endpoint),
    });
    const token = issueToken(ecr);
    await writeSsoToken(environment, 'corp', token);
    await writeSsoToken(environment, 'other', issueToken(ecr));
    await signIns.signOut('corp');
    expect(ecr.calls.of('Logout').map(({ outcome }) => outcome)).toEqual(['ok']);
    expect(ecr.identityCenter.tokens.find(token.accessToken)).toBeUndefined();
    expect(await exists(ssoTokenPath(environment, 'corp'))).toBe(false);
    expect(await exists(ssoTokenPath(environment, 'other'))).toBe(true);
    expect(signedOut).toEqual([{ kind: 'sso', session: 'corp', legacy: false }]);
  });

  test('deletes the token and reports an error when AWS cannot be reached', async ({
    ecr,
    createSignIns,
  }) => {
    const { signIns, environment, signedOut } = await createSignIns({
      config: configOf('corp', 'eu-west-1', 'http://127.0.0.1:9'),
    });
    const token = issueToken(ecr);
    await writeSsoToken(environment, 'corp', token);
    const failed = await signIns.signOut('corp').catch((error: unknown) => error);
    expect(failed).toMatchObject({
      data: {
        code: 'network',
        message: expect.stringContaining('You are signed out of corp on this computer'),
      },
    });
    expect(JSON.stringify(failed)).not.toContain(token.accessToken);
    expect(await exists(ssoTokenPath(environment, 'corp'))).toBe(false);
    expect(signedOut).toHaveLength(1);
  });

  test('succeeds for a session that has ended at AWS, and without a token', async ({
    ecr,
    createSignIns,
  }) => {
    const { signIns, environment } = await createSignIns({
      config: configOf('corp', 'eu-west-1', ecr.endpoint),
    });
    await writeSsoToken(environment, 'corp', issueToken(ecr));
    ecr.identityCenter.tokens.revokeAll();
    await signIns.signOut('corp');
    expect(ecr.calls.of('Logout').map(({ outcome }) => outcome)).toEqual(['UnauthorizedException']);
    await signIns.signOut('corp');
    expect(ecr.calls.of('Logout')).toHaveLength(1);
  });

  test('cancels a sign-in in progress, and removes it from the list', async ({ ecr, createSignIns }) => {
    const { signIns, until } = await createSignIns({ config: configOf('corp', 'eu-west-1', ecr.endpoint) });
    const { id } = await signIns.start('corp', 'browser');
    await until(id, 'browser');
    await signIns.signOut('corp');
    await until(id, 'cancelled');
    expect(signIns.list()).toEqual([]);
  });
});
