import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalEcr } from '../../../local-ecr/local-ecr.ts';
import { loginCacheFile, writeLoginCache } from '../../../testing/aws-home/write-aws-home.ts';
import { createDirectNetwork } from '../network/direct-network.ts';
import { defaultTimeouts } from '../network/timeouts.ts';
import { createLoginTokenProvider } from './login-token-provider.ts';
import { createSsoTokenProvider } from './sso-token-provider.ts';
import type { SsoSession } from './sign-in-target.ts';
import type { SsoToken } from './sso-token-cache.ts';
import { readSsoToken, ssoTokenPath, writeSsoToken } from './sso-token-cache.ts';
import { account, startIdentityCenter, startUrl } from '../../../testing/sign-in/sign-in-fixture.ts';

let ecr: LocalEcr;
let folder: string;
let now: number;
const clock = { now: () => now, wait: () => Promise.resolve() };
const network = createDirectNetwork(defaultTimeouts);
const minute = 60_000;
const reportTokenSave = (): void => undefined;

beforeEach(async () => {
  ecr = await startIdentityCenter();
  folder = await mkdtemp(join(tmpdir(), 'fresh-tokens-'));
  now = Date.now();
});
afterEach(async () => {
  await ecr.close();
  await rm(folder, { recursive: true });
});

const environment = () => ({ HOME: folder });
const { signal } = new AbortController();

const session = (): SsoSession => ({
  name: 'corp',
  legacy: false,
  startUrl,
  region: 'eu-west-1',
  scopes: [],
  endpoints: { oidc: ecr.endpoint, portal: ecr.endpoint },
});

const signedIn = (expiresAt: number): SsoToken => {
  const signIn = ecr.identityCenter.signIn(startUrl);
  return {
    ...signIn,
    region: 'eu-west-1',
    expiresAt,
    registrationExpiresAt: Date.parse(signIn.registrationExpiresAt),
  };
};

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

/** Reads a file again and again until it is stopped, as the AWS CLI may at any moment; gives back what it could not read. */
function readAllTheTime(path: string): () => Promise<readonly string[]> {
  const stopping = new AbortController();
  const broken: string[] = [];
  const reading = (async () => {
    while (!stopping.signal.aborted) {
      const text = await readFile(path, 'utf8');
      try {
        JSON.parse(text);
      } catch {
        broken.push(text);
      }
    }
  })();
  return async () => {
    stopping.abort();
    await reading;
    return broken;
  };
}

describe('a session of IAM Identity Center', () => {
  test('is renewed as a whole: readers beside it see the old token or the new one', async () => {
    await writeSsoToken(environment(), 'corp', signedIn(now + minute));
    const path = ssoTokenPath(environment(), 'corp');
    const readers = [1, 2, 3, 4].map(() => readAllTheTime(path));
    const tokens = createSsoTokenProvider({ environment: environment(), network, clock, reportTokenSave });
    for (let renewal = 1; renewal <= 30; renewal += 1) {
      const fresh = await tokens.of(session(), signal);
      if (fresh.kind !== 'token') throw new Error(fresh.kind);
      expect(await readSsoToken(environment(), 'corp')).toMatchObject({
        accessToken: fresh.token.accessToken,
        refreshToken: fresh.token.refreshToken,
      });
      expect(await modeOf(path)).toBe('600');
      now = fresh.token.expiresAt - minute;
    }
    for (const stop of readers) expect(await stop()).toEqual([]);
    expect(ecr.calls.of('CreateToken')).toHaveLength(30);
    expect(await readdir(dirname(path))).toHaveLength(1);
  });

  test('is renewed once for all who ask, and not while it lasts', async () => {
    const tokens = createSsoTokenProvider({ environment: environment(), network, clock, reportTokenSave });
    await writeSsoToken(environment(), 'corp', signedIn(now + 10 * minute));
    expect(await tokens.of(session(), signal)).toMatchObject({ kind: 'token' });
    expect(ecr.calls.of('CreateToken')).toEqual([]);
    now += 6 * minute;
    const all = await Promise.all([1, 2, 3].map(() => tokens.of(session(), signal)));
    expect(ecr.calls.of('CreateToken')).toHaveLength(1);
    expect(new Set(all.map((fresh) => fresh.kind === 'token' && fresh.token.accessToken)).size).toBe(1);
  });

  test('that another program has renewed meanwhile is taken from its file', async () => {
    const stale = signedIn(now + minute);
    await writeSsoToken(environment(), 'corp', stale);
    ecr.faults.add({ kind: 'server-error', status: 503, operation: 'CreateToken' });
    const tokens = createSsoTokenProvider({ environment: environment(), network, clock, reportTokenSave });
    // Good for another minute, whatever keeps it from being renewed.
    expect(await tokens.of(session(), signal)).toMatchObject({
      kind: 'token',
      token: { accessToken: stale.accessToken },
    });
    const other = signedIn(now + 60 * minute);
    await writeSsoToken(environment(), 'corp', other);
    expect(await tokens.of(session(), signal)).toMatchObject({ token: { accessToken: other.accessToken } });
  });

  test('that is over says what kept it from being renewed', async () => {
    const tokens = createSsoTokenProvider({ environment: environment(), network, clock, reportTokenSave });
    expect(await tokens.of(session(), signal)).toEqual({ kind: 'never-signed-in' });
    await writeSsoToken(environment(), 'corp', { ...signedIn(now - minute), refreshToken: undefined });
    expect(await tokens.of(session(), signal)).toEqual({ kind: 'expired' });
    await writeSsoToken(environment(), 'corp', signedIn(now - minute));
    ecr.identityCenter.tokens.revokeAll();
    expect(await tokens.of(session(), signal)).toMatchObject({
      kind: 'expired',
      cause: { name: 'InvalidGrantException' },
    });
  });
});

test('a sign-in by aws login is prolonged as a whole, and keeps what else its file has', async () => {
  const arn = `arn:aws:iam::${account.id}:user/ana`;
  const login = ecr.logins.login(account.id, arn);
  await writeLoginCache(folder, arn, login);
  const path = loginCacheFile(folder, arn);
  now = Date.parse(login.accessToken.expiresAt) - minute;
  const stop = readAllTheTime(path);
  const tokens = createLoginTokenProvider({
    environment: environment(),
    network,
    clock: { ...clock, now: () => now },
    reportTokenSave,
  });
  ecr.faults.skewClock(now - Date.now());
  const fresh = await tokens.of({ name: arn, url: ecr.endpoint }, signal);
  expect(await stop()).toEqual([]);
  expect(fresh).toMatchObject({ kind: 'token' });
  const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
  expect(kept).toMatchObject({
    tokenType: login.tokenType,
    dpopKey: login.dpopKey,
    clientId: login.clientId,
  });
  expect(kept).not.toMatchObject({ refreshToken: login.refreshToken });
  expect(await modeOf(path)).toBe('600');
});
