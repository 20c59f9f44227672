import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SignInMethod } from '../../../../shared/models/sign-in.ts';
import type { LocalEcr } from '../../../local-ecr/local-ecr.ts';
import { listen } from '../../../local-ecr/server/http-server.ts';
import { createPortalClient } from './portal-client.ts';
import { createDirectNetwork } from '../network/direct-network.ts';
import { startSample } from '../../../local-ecr/testing/sample-registry.ts';
import { defaultTimeouts } from '../network/timeouts.ts';
import type { SsoToken } from './sso-token-cache.ts';
import { ssoTokenPath, writeSsoToken } from './sso-token-cache.ts';
import { createLoopbackNetwork } from '../../../testing/sign-in/loopback-network.ts';
import type { SignInFixture } from '../../../testing/sign-in/sign-in-fixture.ts';
import {
  account,
  createSignInFixture,
  startIdentityCenter,
  startUrl,
} from '../../../testing/sign-in/sign-in-fixture.ts';

let ecr: LocalEcr;
let person: SignInFixture | undefined;
beforeEach(async () => {
  ecr = await startIdentityCenter();
});
afterEach(async () => {
  await person?.close();
  person = undefined;
  await ecr.close();
});

const portOf = (endpoint: string): number => Number(new URL(endpoint).port);

const session = (name: string, region: string, endpoint = '') => `
[sso-session ${name}]
sso_start_url = ${startUrl}
sso_region = ${region}
[profile ${name}]
sso_session = ${name}
sso_account_id = ${account.id}
sso_role_name = ${account.role}
${endpoint && `endpoint_url = ${endpoint}`}
`;

const open = async (options: Parameters<typeof createSignInFixture>[0]): Promise<SignInFixture> => {
  person = await createSignInFixture(options);
  return person;
};

const storedToken = (): SsoToken => {
  const signIn = ecr.identityCenter.signIn(startUrl);
  return {
    ...signIn,
    region: 'eu-west-1',
    expiresAt: Date.parse(signIn.expiresAt),
    registrationExpiresAt: Date.parse(signIn.registrationExpiresAt),
  };
};

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

test('two sessions in two regions are signed in to side by side, each in its own', async () => {
  const other = await startIdentityCenter();
  const hosts = new Map([
    ['oidc.eu-west-1.amazonaws.com', portOf(ecr.endpoint)],
    ['portal.sso.eu-west-1.amazonaws.com', portOf(ecr.endpoint)],
    ['oidc.us-east-1.amazonaws.com', portOf(other.endpoint)],
    ['portal.sso.us-east-1.amazonaws.com', portOf(other.endpoint)],
  ]);
  const { signIns, until, tokenFile, opened } = await open({
    config: session('europe', 'eu-west-1') + session('america', 'us-east-1'),
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
  test('ends one session at AWS and on this computer, and no other', async () => {
    const { signIns, environment, signedOut } = await open({
      config: session('corp', 'eu-west-1', ecr.endpoint) + session('other', 'eu-west-1', ecr.endpoint),
    });
    const token = storedToken();
    await writeSsoToken(environment, 'corp', token);
    await writeSsoToken(environment, 'other', storedToken());
    await signIns.signOut('corp');
    expect(ecr.calls.of('Logout').map(({ outcome }) => outcome)).toEqual(['ok']);
    expect(ecr.identityCenter.tokens.find(token.accessToken)).toBeUndefined();
    expect(await exists(ssoTokenPath(environment, 'corp'))).toBe(false);
    expect(await exists(ssoTokenPath(environment, 'other'))).toBe(true);
    expect(signedOut).toEqual([{ kind: 'sso', session: 'corp', legacy: false }]);
  });

  test('deletes the token when AWS cannot be reached, and says that it could not', async () => {
    const { signIns, environment, signedOut } = await open({
      config: session('corp', 'eu-west-1', 'http://127.0.0.1:9'),
    });
    const token = storedToken();
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

  test('of a session that is over at AWS, or that nobody is signed in to, is no failure', async () => {
    const { signIns, environment } = await open({ config: session('corp', 'eu-west-1', ecr.endpoint) });
    await writeSsoToken(environment, 'corp', storedToken());
    ecr.identityCenter.tokens.revokeAll();
    await signIns.signOut('corp');
    expect(ecr.calls.of('Logout').map(({ outcome }) => outcome)).toEqual(['UnauthorizedException']);
    await signIns.signOut('corp');
    expect(ecr.calls.of('Logout')).toHaveLength(1);
  });

  test('ends a sign-in under way, and what was signed in before is told no more', async () => {
    const { signIns, until } = await open({ config: session('corp', 'eu-west-1', ecr.endpoint) });
    const { id } = await signIns.start('corp', 'browser');
    await until(id, 'browser');
    await signIns.signOut('corp');
    await until(id, 'cancelled');
    expect(signIns.list()).toEqual([]);
  });
});

describe('names of accounts', () => {
  test('are asked for once when a profile is chosen whose session is signed in to, never otherwise', async () => {
    const { signIns, environment, accountNames } = await open({
      config: session('corp', 'eu-west-1', ecr.endpoint),
    });
    await signIns.chosen('corp');
    await signIns.chosen('missing');
    await writeSsoToken(environment, 'corp', { ...storedToken(), expiresAt: Date.now() - 1 });
    await signIns.chosen('corp');
    expect(ecr.calls.of('ListAccounts')).toEqual([]);
    await writeSsoToken(environment, 'corp', storedToken());
    await signIns.chosen('corp');
    await signIns.chosen('corp');
    expect(ecr.calls.of('ListAccounts')).toHaveLength(1);
    expect([...accountNames.all]).toEqual([[account.id, account.name]]);
  });

  test('that cannot be had are no failure', async () => {
    const { signIns, environment, accountNames } = await open({
      config: session('corp', 'no region', '') + session('gone', 'eu-west-1', 'http://127.0.0.1:9'),
    });
    for (const name of ['corp', 'gone']) {
      await writeSsoToken(environment, name, storedToken());
      await signIns.chosen(name);
    }
    expect(accountNames.all.size).toBe(0);
  });

  test('come page by page', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => String(index + 1).padStart(12, '0'));
    const many = await startSample({
      accounts: ids.map((id) => ({ id, name: `Account ${id}`, principals: [] })),
      identityCenters: [
        {
          startUrl,
          users: [{ name: 'eva', assignments: ids.map((accountId) => ({ accountId, roleName: 'R' })) }],
        },
      ],
    });
    const { accessToken } = many.identityCenter.signIn(startUrl);
    const portal = createPortalClient(createDirectNetwork(defaultTimeouts), many.endpoint);
    const accounts = await portal.listAccounts(accessToken, new AbortController().signal);
    expect(accounts.map(({ accountId }) => accountId)).toEqual(ids);
    expect(many.calls.of('ListAccounts')).toHaveLength(3);
    await many.close();
  });
});

const failureAt = async (endpoint: string, method: SignInMethod = 'browser') => {
  const { signIns, until } = await open({ config: session('corp', 'eu-west-1', endpoint) });
  const { id } = await signIns.start('corp', method);
  return (await until(id, 'failed')).error;
};

const answering = async (listener: RequestListener, method?: SignInMethod) => {
  const server = await listen(listener);
  const error = await failureAt(`http://${server.host}`, method);
  await server.close();
  return error;
};

describe('a sign-in that cannot be', () => {
  test('for want of a network says so', async () => {
    expect(await failureAt('http://127.0.0.1:9')).toMatchObject({
      code: 'network',
      message:
        'IAM Identity Center in eu-west-1 did not answer at 127.0.0.1:9 (ECONNREFUSED). Check the network, VPN and proxy, then try again.',
      action: 'sign-in',
      retryable: true,
    });
  });

  test('because a hotel’s page answers for AWS says so, and quotes nothing of it', async () => {
    const error = await answering((_request, response) => response.end('<html>Welcome to the hotel</html>'));
    expect(error).toMatchObject({ code: 'not-aws', action: 'sign-in' });
    expect(JSON.stringify(error)).not.toContain('Welcome');
  });

  test('because what answers is JSON but not AWS’s says so', async () => {
    const error = await answering((_request, response) => response.end('{"clientId":"x","clientSecret":7}'));
    expect(error.code).toBe('not-aws');
    expect(error.detail).not.toContain('clientSecret');
  });

  test('because the proxy wants a password says so', async () => {
    const error = await answering((_request, response) => response.writeHead(407).end('<html>'));
    expect(error).toMatchObject({ code: 'proxy', action: 'network-settings' });
  });

  test.each([
    ['InvalidRequestRegionException', 'profile-unusable', 'corp is not in eu-west-1. Correct its sso_region'],
    ['InvalidScopeException', 'profile-unusable', 'sso_registration_scopes of corp'],
    ['InvalidClientMetadataException', 'profile-unusable', 'Check its sso_start_url and sso_region'],
  ])('because of %s says what to correct', async (name, code, words) => {
    const error = await answering((_request, response) => {
      response.writeHead(400, { 'x-amzn-errortype': `${name}:http://internal/`, 'x-amzn-requestid': 'r-1' });
      response.end(JSON.stringify({ error: 'invalid_request', error_description: 'In AWS’s words' }));
    });
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(error.detail).toBe(`${name} · In AWS’s words · request r-1`);
  });

  test('quotes AWS without what was sent to it', async () => {
    const error = await answering(({ url }, response) => {
      const clientSecret = 'the-secret-of-this-app';
      if (url === '/client/register')
        response.end(JSON.stringify({ clientId: 'app', clientSecret, clientSecretExpiresAt: 4e9 }));
      else
        response
          .writeHead(400)
          .end(
            JSON.stringify({ error: 'invalid_request', error_description: `Wrong secret ${clientSecret}!` }),
          );
    }, 'code');
    expect(error.detail).toBe('InvalidRequestException · Wrong secret …!');
  });

  test('because AWS fails may be tried again', async () => {
    ecr.faults.add({ kind: 'server-error', status: 500, operation: 'RegisterClient' });
    expect(await failureAt(ecr.endpoint)).toMatchObject({ code: 'service-unavailable', retryable: true });
  });

  test('because the certificate is a stranger’s leads to the network settings', async () => {
    const { signIns, until } = await open({
      config: session('corp', 'eu-west-1'),
      network: {
        ...createDirectNetwork(defaultTimeouts),
        getAgent: () => Promise.reject(Object.assign(new Error('no'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' })),
      },
    });
    const { id } = await signIns.start('corp', 'browser');
    const { error } = await until(id, 'failed');
    expect(error).toMatchObject({ code: 'certificate-untrusted', action: 'network-settings' });
  });

  test('because the token cannot be kept names the folder', async () => {
    const { signIns, until, home } = await open({
      config: session('corp', 'eu-west-1', ecr.endpoint),
      browse: fetch,
    });
    await writeFile(join(home, '.aws', 'sso'), 'in the way');
    const { id } = await signIns.start('corp', 'browser');
    const { error } = await until(id, 'failed');
    expect(error.message).toContain(join(home, '.aws', 'sso', 'cache'));
  });

  test('for a profile that takes none is refused at once', async () => {
    const { signIns } = await open({
      config: '[profile keys]\naws_access_key_id = A\naws_secret_access_key = s\n',
    });
    await expect(signIns.start('keys', 'browser')).rejects.toThrow('without any sign-in');
    expect(signIns.list()).toEqual([]);
  });
});

describe('aws login', () => {
  const config =
    '[profile console]\nlogin_session = arn:aws:iam::111111111111:user/me\nregion = eu-north-1\n';
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aws-login-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const openWith = async (script: string) => {
    await writeFile(join(folder, 'aws'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'aws'), 0o755);
    return open({ config, path: `${folder}:/usr/bin:/bin` });
  };

  test('is run for the profile, and its end is told', async () => {
    const { signIns, until, signedIn, opened } = await openWith(`echo "$@" > ${folder}/words`);
    const { id } = await signIns.start('console', 'browser');
    expect(await until(id, 'program')).toEqual({
      kind: 'program',
      command: 'aws login --profile console --region eu-north-1',
    });
    await until(id, 'done');
    expect(await readFile(join(folder, 'words'), 'utf8')).toBe(
      'login --profile console --region eu-north-1\n',
    );
    expect(signedIn).toEqual([{ kind: 'aws-login', profile: 'console' }]);
    expect(opened).toEqual([]);
    await signIns.signOut('console');
    expect(await readFile(join(folder, 'words'), 'utf8')).toBe(
      'logout --profile console --region eu-north-1\n',
    );
  });

  test('is ended when it is cancelled, and has no page', async () => {
    const { signIns, until, updates } = await openWith('sleep 600');
    const { id } = await signIns.start('console', 'browser');
    await until(id, 'program');
    await expect(signIns.openPage(id)).rejects.toThrow('no page to open');
    signIns.cancel(id);
    // Resolves only once the program has ended.
    await signIns.close();
    expect(updates.map(({ state }) => state.kind)).toEqual(['starting', 'program', 'cancelled']);
  });

  test('that is not installed says what to run', async () => {
    const { signIns, until } = await open({ config, path: folder });
    const { id } = await signIns.start('console', 'browser');
    expect((await until(id, 'failed')).error).toMatchObject({
      code: 'sign-in-needed',
      message: expect.stringContaining('aws login --profile console --region eu-north-1'),
      profile: 'console',
    });
  });
});
