import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { listRepositories } from '../../ecr/repositories.ts';
import { listen } from '../../../local-ecr/server/http-server.ts';
import type { FixtureProfile } from '../../../testing/aws-home/fixture-profile.ts';
import { ssoCacheFile, writeSsoCache } from '../../../testing/aws-home/write-aws-home.ts';
import type { AwsFixture } from '../../../testing/aws-fixture.ts';
import {
  ana,
  ben,
  device,
  home,
  other,
  region,
  roleArn,
  startAwsFixture,
  startUrl,
} from '../../../testing/aws-fixture.ts';
import { getSessionToken } from '../../../testing/get-session-token.ts';
import type { AwsAccess } from '../clients/aws-access.ts';

let world: AwsFixture;
let access: AwsAccess;
let code = 100_000;

beforeAll(async () => {
  world = await startAwsFixture();
  for (const account of [home, other])
    for (const at of [region, 'us-east-1']) world.ecr.registry(account, at).createRepository('team/api');
});
afterAll(() => world.close());
beforeEach(() => {
  access = world.access();
  world.ecr.calls.clear();
});
afterEach(() => {
  vi.useRealTimers();
  world.ecr.faults.clear();
  world.ecr.sessions.lifetimeSeconds = undefined;
});

/** Every code is taken once. */
const nextCode = (): string => String((code += 1));
const keys: FixtureProfile = { kind: 'keys', name: 'keys', principal: ana, region };
const careful: FixtureProfile = {
  kind: 'role',
  name: 'careful',
  roleArn: roleArn('Careful'),
  source: { profile: 'keys' },
  mfaSerial: device,
};
const release: FixtureProfile = {
  kind: 'role',
  name: 'release',
  roleArn: roleArn('Release'),
  source: { profile: 'keys' },
};
const selection = (profile: string, at = region) => ({ profile, region: at });
const list = async (profile: string, at = region) =>
  (await listRepositories(await access.connect(selection(profile, at)))).map(({ name }) => name);
const deriveState = async (profile: string) =>
  (await access.listing()).profiles.find(({ name }) => name === profile)?.state;
const needsCode = { data: { code: 'mfa-needed', action: 'enter-code', profile: 'careful' } };

describe('one profile, many clients', () => {
  test('both regions and all calls at once make one call to STS', async () => {
    await world.write([keys, release]);
    await Promise.all([list('release'), list('release', 'us-east-1'), access.identify(selection('release'))]);
    await Promise.all([list('release'), list('release', 'us-east-1')]);
    expect(world.ecr.calls.of('AssumeRole')).toHaveLength(1);
  });

  test('two roles of one source share its session', async () => {
    const middle: FixtureProfile = { ...release, name: 'middle', roleArn: roleArn('Middle', home) };
    const through = (name: string): FixtureProfile => ({ ...release, name, source: { profile: 'middle' } });
    await world.write([keys, middle, through('one'), through('two')]);
    await Promise.all([list('one'), list('two'), list('middle')]);
    expect(world.ecr.calls.of('AssumeRole').map(({ roleArn: arn }) => arn)).toEqual([
      roleArn('Middle', home),
      roleArn('Release'),
      roleArn('Release'),
    ]);
  });

  test('each is renewed in time, and given to its end where that fails', async () => {
    await world.write([keys, release]);
    await list('release');
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() });
    vi.advanceTimersByTime(3_400_000);
    world.ecr.faults.add({ kind: 'access-denied', operation: 'AssumeRole' });
    expect(await list('release')).toEqual(['team/api']);
    expect(await list('release')).toEqual(['team/api']);
    // Not asked for at every call: that would be once for each part of a layer.
    expect(world.ecr.calls.of('AssumeRole').map(({ outcome }) => outcome)).toEqual(['ok', 'AccessDenied']);
    vi.advanceTimersByTime(60_000);
    expect(await list('release')).toEqual(['team/api']);
    expect(world.ecr.calls.of('AssumeRole')).toHaveLength(3);
    expect(await list('release')).toEqual(['team/api']);
    expect(world.ecr.calls.of('AssumeRole')).toHaveLength(3);
  });

  test('an hour later there is another session, without anybody’s help', async () => {
    await world.write([keys, release]);
    await list('release');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    world.ecr.sessions.expireAll();
    expect(await list('release')).toEqual(['team/api']);
    expect(world.ecr.calls.of('AssumeRole')).toHaveLength(2);
  });

  test('a session that AWS calls expired is replaced, once', async () => {
    await world.write([keys, release]);
    await list('release');
    world.ecr.sessions.expireAll();
    expect(await Promise.all([list('release'), list('release')])).toEqual([['team/api'], ['team/api']]);
    expect(world.ecr.calls.of('AssumeRole')).toHaveLength(2);
  });

  test('so is the session of a source that has expired before its time', async () => {
    const middle: FixtureProfile = { ...release, name: 'middle', roleArn: roleArn('Middle', home) };
    await world.write([keys, middle, { ...release, name: 'through', source: { profile: 'middle' } }]);
    await list('through');
    world.ecr.sessions.expireAll();
    expect(await list('through')).toEqual(['team/api']);
    expect(world.ecr.calls.of('AssumeRole').map(({ outcome }) => outcome)).toEqual([
      'ok',
      'ok',
      'ExpiredTokenException',
      'ok',
      'ok',
    ]);
  });
});

describe('MFA', () => {
  beforeEach(() => world.write([keys, careful]));

  test('nothing is asked of AWS before there is a code; one serves both regions', async () => {
    expect(await deriveState('careful')).toEqual({ kind: 'mfa', profile: 'careful', device });
    await expect(list('careful')).rejects.toMatchObject(needsCode);
    await expect(list('careful', 'us-east-1')).rejects.toMatchObject(needsCode);
    expect(world.ecr.calls.all).toEqual([]);

    const changes: string[] = [];
    access.onCredentialsChanged((change) => changes.push(change));
    await access.answerMfa('careful', nextCode());
    expect(changes).toContain('renewed');
    await Promise.all([list('careful'), list('careful', 'us-east-1')]);
    expect(world.ecr.calls.of('AssumeRole')).toHaveLength(1);
    expect(await deriveState('careful')).toMatchObject({ kind: 'expires', renews: false });
    const { expiresAt = 0 } = await access.identify(selection('careful'));
    expect(expiresAt - Date.now()).toBeGreaterThan(3_500_000);
  });

  test('a role that is taken through it asks for the code of the profile that wants it', async () => {
    await world.write([
      keys,
      { ...careful, roleArn: roleArn('Middle', home) },
      { ...release, name: 'through', source: { profile: 'careful' } },
    ]);
    await expect(list('through')).rejects.toMatchObject(needsCode);
    expect(await deriveState('through')).toEqual({ kind: 'mfa', profile: 'careful', device });
    await access.answerMfa('careful', nextCode());
    expect(await list('through')).toEqual(['team/api']);
    expect(await deriveState('through')).toMatchObject({ kind: 'expires', renews: false });
  });

  test('a wrong code and a used one are not taken', async () => {
    const rejected = { data: { code: 'mfa-rejected', action: 'enter-code', profile: 'careful' } };
    await expect(access.answerMfa('careful', '000000')).rejects.toMatchObject(rejected);
    const good = nextCode();
    await access.answerMfa('careful', good);
    await expect(access.answerMfa('careful', good)).rejects.toMatchObject(rejected);
    // What was held stays.
    expect(await list('careful')).toEqual(['team/api']);
  });

  test('answers at once are one, or wait for each other', async () => {
    const good = nextCode();
    await Promise.all([access.answerMfa('careful', good), access.answerMfa('careful', good)]);
    expect(world.ecr.calls.of('AssumeRole')).toHaveLength(1);
    access = world.access();
    const next = nextCode();
    const answers = [access.answerMfa('careful', '000000'), access.answerMfa('careful', next)];
    await expect(answers[0]).rejects.toMatchObject({ data: { code: 'mfa-rejected' } });
    await expect(answers[1]).resolves.toBeUndefined();
  });

  test('a code is asked for only when the source is signed in', async () => {
    const sso: FixtureProfile = {
      kind: 'identity-center',
      name: 'keys',
      session: 'corp',
      accountId: home,
      roleName: 'Developer',
    };
    await world.write([sso, careful], { sessions: [{ name: 'corp', startUrl, ssoRegion: region }] });
    const signIn = { data: { code: 'sign-in-needed', action: 'sign-in', profile: 'keys' } };
    await expect(list('careful')).rejects.toMatchObject(signIn);
    await expect(access.answerMfa('careful', nextCode())).rejects.toMatchObject(signIn);
    expect(await deriveState('careful')).toEqual({ kind: 'sign-in' });
    await writeSsoCache(world.folder, 'corp', world.ecr.identityCenter.signIn(startUrl), region);
    await expect(list('careful')).rejects.toMatchObject(needsCode);

    await rm(ssoCacheFile(world.folder, 'corp'));
  });

  test('the session stays when other profiles change, and goes with its own', async () => {
    await access.answerMfa('careful', nextCode());
    await world.write([keys, careful, { ...keys, name: 'another' }]);
    await access.filesChanged();
    expect(await list('careful')).toEqual(['team/api']);
    await world.write([{ ...keys, settings: { output: 'json' } }, careful]);
    await access.filesChanged();
    await expect(list('careful')).rejects.toMatchObject(needsCode);
  });

  test('a late word about older credentials does not cost the new session', async () => {
    await access.answerMfa('careful', nextCode());
    const registry = await access.connect(selection('careful'));
    world.ecr.faults.add({ kind: 'expired-token', operation: 'DescribeRepositories' });
    const answered = registry.call('DescribeRepositories', async (client, options) => {
      const isFirst = world.ecr.faults.waiting.length > 0;
      try {
        return await client.send(new DescribeRepositoriesCommand({}), options);
      } catch (error) {
        // The code was given while the refusal was on its way.
        if (isFirst) await access.answerMfa('careful', nextCode());
        throw error;
      }
    });
    await expect(answered).resolves.toMatchObject({ repositories: [{ repositoryName: 'team/api' }] });
    expect(world.ecr.calls.of('AssumeRole')).toHaveLength(2);
  });
});

describe('files that change', () => {
  test('keys that were rotated while the old ones are no more', async () => {
    const first = await getSessionToken(world.ecr, ana);
    await world.write([{ ...keys, principal: { ...first, arn: '' } }]);
    expect(await list('keys')).toEqual(['team/api']);
    const registry = await access.connect(selection('keys'));
    world.ecr.sessions.expireAll();
    const expired = listRepositories(registry);
    await expect(expired).rejects.toMatchObject({
      data: { code: 'credentials-expired', profile: 'keys', action: 'retry' },
    });
    expect(await deriveState('keys')).toMatchObject({ kind: 'expired' });

    const second = await getSessionToken(world.ecr, ana);
    await world.write([{ ...keys, principal: { ...second, arn: '' } }]);
    expect(await deriveState('keys')).toMatchObject({ kind: 'expiry-unknown' });
    expect(await listRepositories(registry)).toHaveLength(1);
  });

  test('a key that AWS no longer knows is looked up in the file once more', async () => {
    const file = join(world.folder, '.aws', 'credentials');
    await world.write([{ ...keys, principal: { ...ana, accessKeyId: 'AKIAGONE000000000000' } }]);
    const registry = await access.connect(selection('keys'));
    await expect(listRepositories(registry)).rejects.toMatchObject({
      data: { code: 'credentials-invalid', action: 'open-file', place: { line: 1 } },
    });
    await writeFile(file, (await readFile(file, 'utf8')).replace('AKIAGONE000000000000', ana.accessKeyId));
    expect(await listRepositories(registry)).toHaveLength(1);
  });

  test('a sign-in that is no more is used no more', async () => {
    const sso: FixtureProfile = {
      kind: 'identity-center',
      name: 'sso',
      session: 'corp',
      accountId: home,
      roleName: 'Developer',
    };
    await world.write([sso], { sessions: [{ name: 'corp', startUrl, ssoRegion: region }] });
    await writeSsoCache(world.folder, 'corp', world.ecr.identityCenter.signIn(startUrl), region);
    expect(await list('sso')).toEqual(['team/api']);
    await rm(ssoCacheFile(world.folder, 'corp'));
    await access.filesChanged();
    await expect(list('sso')).rejects.toMatchObject({ data: { code: 'sign-in-needed' } });
  });

  test('a profile that is gone, and comes back', async () => {
    await world.write([keys]);
    await list('keys');
    await world.write([]);
    await expect(list('keys')).rejects.toMatchObject({ data: { code: 'profile-unusable' } });
    await world.write([keys]);
    expect(await list('keys')).toEqual(['team/api']);
  });
});

describe('never as somebody else', () => {
  test('a profile that is broken fails, whatever else there is', async () => {
    const asked: string[] = [];
    const container = await listen((request, response) => {
      asked.push(request.url ?? '');
      response.end(JSON.stringify({ AccessKeyId: ana.accessKeyId, SecretAccessKey: ana.secretAccessKey }));
    });
    Object.assign(process.env, {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://${container.host}/`,
      AWS_ACCESS_KEY_ID: ana.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ana.secretAccessKey,
    });
    try {
      await world.write([
        { ...release, name: 'no-source', source: { profile: 'missing' } },
        { ...keys, name: 'default' },
        { kind: 'process', name: 'no-program', command: '/no/such/program' },
        { kind: 'bare', name: 'bare' },
      ]);
      for (const profile of ['no-source', 'no-program', 'bare', 'nobody'])
        await expect(list(profile)).rejects.toMatchObject({ data: { code: 'profile-unusable' } });
      expect(asked).toEqual([]);
      expect(world.ecr.calls.all).toEqual([]);
    } finally {
      for (const name of ['CONTAINER_CREDENTIALS_FULL_URI', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'])
        delete process.env[`AWS_${name}`];
      await container.close();
    }
  });

  test('the endpoint of [default] or of the environment takes no calls of STS either', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9';
    try {
      const settings = { endpoint_url: 'http://127.0.0.1:9' };
      await world.write([{ ...keys, name: 'default', settings }, keys, release]);
      expect(await list('release')).toEqual(['team/api']);
    } finally {
      delete process.env['AWS_ENDPOINT_URL'];
    }
  });

  test('a connection that was opened for an account signs nothing with another’s keys', async () => {
    await world.write([keys]);
    const { accountId } = await access.identify(selection('keys'));
    const registry = await access.connect(selection('keys'), accountId);
    expect(await listRepositories(registry)).toHaveLength(1);
    await world.write([{ ...keys, principal: ben }]);
    await access.filesChanged();
    world.ecr.calls.clear();
    await expect(listRepositories(registry)).rejects.toMatchObject({
      data: {
        code: 'wrong-account',
        action: 'plan-again',
        message: `Profile keys now acts in account ${other} instead of ${home}, for which this was planned. Nothing more is written; look at the plan again.`,
      },
    });
    expect(world.ecr.calls.all.map(({ service }) => service)).toEqual(['sts']);
    // Put back, it goes on.
    await world.write([keys]);
    await access.filesChanged();
    expect(await listRepositories(registry)).toHaveLength(1);
  });
});

test('a web page in the place of STS is told from an account that is another', async () => {
  const portal = await listen((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<html>Log in</html>');
  });
  try {
    await world.write([{ ...keys, settings: { endpoint_url: `http://${portal.host}` } }]);
    await expect(access.identify(selection('keys'))).rejects.toMatchObject({ data: { code: 'not-aws' } });
    await expect(list('keys')).rejects.toMatchObject({ data: { code: 'not-aws' } });
  } finally {
    await portal.close();
  }
});

test('a clock that is wrong stops nothing, and is named with its minutes where it does', async () => {
  await world.write([keys, release]);
  world.ecr.faults.skewClock(20 * 60_000);
  expect(await list('release')).toEqual(['team/api']);
  access = world.access({ retryPolicy: { attempts: 1, firstWait: 1, longestWait: 1 } });
  await expect(list('keys')).rejects.toMatchObject({
    data: { code: 'clock-wrong', message: expect.stringContaining("clock is 20 min behind AWS's") },
  });
});

test('a file that is replaced three times in a row is read three times', async () => {
  const file = join(world.folder, '.aws', 'credentials');
  await world.write([keys]);
  const text = await readFile(file, 'utf8');
  for (const principal of [ben, ana, ben]) {
    const next = text
      .replace(ana.accessKeyId, principal.accessKeyId)
      .replace(ana.secretAccessKey, principal.secretAccessKey);
    await writeFile(`${file}.next`, next);
    await rename(`${file}.next`, file);
    expect(await access.identify(selection('keys'))).toMatchObject({ arn: principal.arn });
  }
});
