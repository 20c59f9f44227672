import { rm } from 'node:fs/promises';
import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import { describe, expect } from 'vitest';
import { ssoCacheFile, writeSsoCache } from '../../../testing/aws-home/write-aws-home.ts';
import { device, home, region, roleArn, startUrl } from '../../../testing/aws-fixture.ts';
import { careful, keys, release, selection, sso, test } from '../../../testing/profile-test.ts';

const needsCode = { data: { code: 'mfa-needed', action: 'enter-code', profile: 'careful' } };

describe('MFA', () => {
  test.beforeEach(({ aws }) => aws.write([keys, careful]));

  test('calls AWS only with a code, and uses one code for both regions', async ({
    aws,
    access,
    list,
    readState,
    nextCode,
  }) => {
    expect(await readState('careful')).toEqual({ kind: 'mfa', profile: 'careful', device });
    await expect(list('careful')).rejects.toMatchObject(needsCode);
    await expect(list('careful', 'us-east-1')).rejects.toMatchObject(needsCode);
    expect(aws.ecr.calls.all).toEqual([]);

    const changes: string[] = [];
    access.onCredentialsChanged((change) => changes.push(change));
    await access.answerMfa('careful', nextCode());
    expect(changes).toContain('renewed');
    await Promise.all([list('careful'), list('careful', 'us-east-1')]);
    expect(aws.ecr.calls.of('AssumeRole')).toHaveLength(1);
    expect(await readState('careful')).toMatchObject({ kind: 'expires', renews: false });
    const { expiresAt = 0 } = await access.identify(selection('careful'));
    expect(expiresAt - Date.now()).toBeGreaterThan(3_500_000);
  });

  test('requires the code of the source profile for a role that uses it', async ({
    aws,
    access,
    list,
    readState,
    nextCode,
  }) => {
    await aws.write([
      keys,
      { ...careful, roleArn: roleArn('Middle', home) },
      { ...release, name: 'through', source: { profile: 'careful' } },
    ]);
    await expect(list('through')).rejects.toMatchObject(needsCode);
    expect(await readState('through')).toEqual({ kind: 'mfa', profile: 'careful', device });
    await access.answerMfa('careful', nextCode());
    expect(await list('through')).toEqual(['team/api']);
    expect(await readState('through')).toMatchObject({ kind: 'expires', renews: false });
  });

  test('rejects a wrong code and a used one', async ({ access, list, nextCode }) => {
    const rejected = { data: { code: 'mfa-rejected', action: 'enter-code', profile: 'careful' } };
    await expect(access.answerMfa('careful', '000000')).rejects.toMatchObject(rejected);
    const good = nextCode();
    await access.answerMfa('careful', good);
    await expect(access.answerMfa('careful', good)).rejects.toMatchObject(rejected);
    // The cached session is kept.
    expect(await list('careful')).toEqual(['team/api']);
  });

  test('shares the result of equal codes and tries different codes in order', async ({
    aws,
    access,
    nextCode,
  }) => {
    const good = nextCode();
    await Promise.all([access.answerMfa('careful', good), access.answerMfa('careful', good)]);
    expect(aws.ecr.calls.of('AssumeRole')).toHaveLength(1);
    const otherAccess = aws.access();
    const next = nextCode();
    const answers = [otherAccess.answerMfa('careful', '000000'), otherAccess.answerMfa('careful', next)];
    await expect(answers[0]).rejects.toMatchObject({ data: { code: 'mfa-rejected' } });
    await expect(answers[1]).resolves.toBeUndefined();
  });

  test('requires a code only when the source is signed in', async ({
    aws,
    access,
    list,
    readState,
    nextCode,
  }) => {
    const source = { ...sso, name: 'keys' };
    await aws.write([source, careful], { sessions: [{ name: 'corp', startUrl, ssoRegion: region }] });
    const signIn = { data: { code: 'sign-in-needed', action: 'sign-in', profile: 'keys' } };
    await expect(list('careful')).rejects.toMatchObject(signIn);
    await expect(access.answerMfa('careful', nextCode())).rejects.toMatchObject(signIn);
    expect(await readState('careful')).toEqual({ kind: 'sign-in' });
    await writeSsoCache(aws.folder, 'corp', aws.ecr.identityCenter.signIn(startUrl), region);
    await expect(list('careful')).rejects.toMatchObject(needsCode);

    await rm(ssoCacheFile(aws.folder, 'corp'));
  });

  test('keeps the session when other profiles change, and discards it when its own profile changes', async ({
    aws,
    access,
    list,
    nextCode,
  }) => {
    await access.answerMfa('careful', nextCode());
    await aws.write([keys, careful, { ...keys, name: 'another' }]);
    await access.discardOutdated();
    expect(await list('careful')).toEqual(['team/api']);
    await aws.write([{ ...keys, settings: { output: 'json' } }, careful]);
    await access.discardOutdated();
    await expect(list('careful')).rejects.toMatchObject(needsCode);
  });

  test('keeps the new session when an older one is reported as expired', async ({
    aws,
    access,
    nextCode,
  }) => {
    await access.answerMfa('careful', nextCode());
    const registry = await access.connect(selection('careful'));
    aws.ecr.faults.add({ kind: 'expired-token', operation: 'DescribeRepositories' });
    const response = registry.call('DescribeRepositories', async (client, options) => {
      const isFirst = aws.ecr.faults.waiting.length > 0;
      try {
        return await client.send(new DescribeRepositoriesCommand({}), options);
      } catch (error) {
        // The user enters the code before the refusal arrives.
        if (isFirst) await access.answerMfa('careful', nextCode());
        throw error;
      }
    });
    await expect(response).resolves.toMatchObject({ repositories: [{ repositoryName: 'team/api' }] });
    expect(aws.ecr.calls.of('AssumeRole')).toHaveLength(2);
  });
});
