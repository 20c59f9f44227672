import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, vi } from 'vitest';
import { listRepositories } from '../../ecr/repositories.ts';
import type { FixtureProfile } from '../../../testing/aws-home/fixture-profile.ts';
import { ssoCacheFile, writeSsoCache } from '../../../testing/aws-home/write-aws-home.ts';
import { ana, ben, home, region, roleArn, startUrl } from '../../../testing/aws-fixture.ts';
import { getSessionToken } from '../../../testing/get-session-token.ts';
import { keys, release, selection, sso, test } from '../../../testing/profile-test.ts';

afterEach(() => vi.useRealTimers());

describe('a profile that several clients use', () => {
  test('needs one call to STS for both regions and all concurrent calls', async ({ aws, access, list }) => {
    await aws.write([keys, release]);
    await Promise.all([list('release'), list('release', 'us-east-1'), access.identify(selection('release'))]);
    await Promise.all([list('release'), list('release', 'us-east-1')]);
    expect(aws.ecr.calls.of('AssumeRole')).toHaveLength(1);
  });

  test('shares the session of a source between two roles', async ({ aws, list }) => {
    const middle: FixtureProfile = { ...release, name: 'middle', roleArn: roleArn('Middle', home) };
    const through = { ...release, source: { profile: 'middle' } };
    await aws.write([keys, middle, { ...through, name: 'one' }, { ...through, name: 'two' }]);
    await Promise.all([list('one'), list('two'), list('middle')]);
    expect(aws.ecr.calls.of('AssumeRole').map(({ roleArn: arn }) => arn)).toEqual([
      roleArn('Middle', home),
      roleArn('Release'),
      roleArn('Release'),
    ]);
  });

  test('is renewed before its credentials expire, which are used until then when the renewal fails', async ({
    aws,
    list,
  }) => {
    await aws.write([keys, release]);
    await list('release');
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() });
    vi.advanceTimersByTime(3_400_000);
    aws.ecr.faults.add({ kind: 'access-denied', operation: 'AssumeRole' });
    expect(await list('release')).toEqual(['team/api']);
    expect(await list('release')).toEqual(['team/api']);
    // One renewal for each pause, not one for each call.
    expect(aws.ecr.calls.of('AssumeRole').map(({ outcome }) => outcome)).toEqual(['ok', 'AccessDenied']);
    vi.advanceTimersByTime(60_000);
    expect(await list('release')).toEqual(['team/api']);
    expect(aws.ecr.calls.of('AssumeRole')).toHaveLength(3);
    expect(await list('release')).toEqual(['team/api']);
    expect(aws.ecr.calls.of('AssumeRole')).toHaveLength(3);
  });

  test('gets another session after one hour without a user', async ({ aws, list }) => {
    await aws.write([keys, release]);
    await list('release');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    aws.ecr.sessions.expireAll();
    expect(await list('release')).toEqual(['team/api']);
    expect(aws.ecr.calls.of('AssumeRole')).toHaveLength(2);
  });

  test('replaces a session once that AWS reports as expired', async ({ aws, list }) => {
    await aws.write([keys, release]);
    await list('release');
    aws.ecr.sessions.expireAll();
    expect(await Promise.all([list('release'), list('release')])).toEqual([['team/api'], ['team/api']]);
    expect(aws.ecr.calls.of('AssumeRole')).toHaveLength(2);
  });

  test('replaces the session of a source that AWS reports as expired', async ({ aws, list }) => {
    const middle: FixtureProfile = { ...release, name: 'middle', roleArn: roleArn('Middle', home) };
    await aws.write([keys, middle, { ...release, name: 'through', source: { profile: 'middle' } }]);
    await list('through');
    aws.ecr.sessions.expireAll();
    expect(await list('through')).toEqual(['team/api']);
    expect(aws.ecr.calls.of('AssumeRole').map(({ outcome }) => outcome)).toEqual([
      'ok',
      'ok',
      'ExpiredTokenException',
      'ok',
      'ok',
    ]);
  });
});

describe('files that change', () => {
  test('uses rotated keys after the old ones have expired', async ({ aws, access, list, readState }) => {
    const first = await getSessionToken(aws.ecr, ana);
    await aws.write([{ ...keys, principal: { ...first, arn: '' } }]);
    expect(await list('keys')).toEqual(['team/api']);
    const registry = await access.connect(selection('keys'));
    aws.ecr.sessions.expireAll();
    const expired = listRepositories(registry);
    await expect(expired).rejects.toMatchObject({
      data: { code: 'credentials-expired', profile: 'keys', action: 'retry' },
    });
    expect(await readState('keys')).toMatchObject({ kind: 'expired' });

    const second = await getSessionToken(aws.ecr, ana);
    await aws.write([{ ...keys, principal: { ...second, arn: '' } }]);
    expect(await readState('keys')).toMatchObject({ kind: 'expiry-unknown' });
    expect(await listRepositories(registry)).toHaveLength(1);
  });

  test('reads the file again for a key that AWS does not recognize', async ({ aws, access }) => {
    const file = join(aws.folder, '.aws', 'credentials');
    await aws.write([{ ...keys, principal: { ...ana, accessKeyId: 'AKIAGONE000000000000' } }]);
    const registry = await access.connect(selection('keys'));
    await expect(listRepositories(registry)).rejects.toMatchObject({
      data: { code: 'credentials-invalid', action: 'open-file', place: { line: 1 } },
    });
    await writeFile(file, (await readFile(file, 'utf8')).replace('AKIAGONE000000000000', ana.accessKeyId));
    expect(await listRepositories(registry)).toHaveLength(1);
  });

  test('stops using a sign-in whose token file is gone', async ({ aws, access, list }) => {
    await aws.write([sso], { sessions: [{ name: 'corp', startUrl, ssoRegion: region }] });
    await writeSsoCache(aws.folder, 'corp', aws.ecr.identityCenter.signIn(startUrl), region);
    expect(await list('sso')).toEqual(['team/api']);
    await rm(ssoCacheFile(aws.folder, 'corp'));
    await access.discardOutdated();
    await expect(list('sso')).rejects.toMatchObject({ data: { code: 'sign-in-needed' } });
  });

  test('refuses a removed profile until it is added again', async ({ aws, list }) => {
    await aws.write([keys]);
    await list('keys');
    await aws.write([]);
    await expect(list('keys')).rejects.toMatchObject({ data: { code: 'profile-unusable' } });
    await aws.write([keys]);
    expect(await list('keys')).toEqual(['team/api']);
  });
});

test('reads a file again after each replacement', async ({ aws, access }) => {
  const file = join(aws.folder, '.aws', 'credentials');
  await aws.write([keys]);
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
