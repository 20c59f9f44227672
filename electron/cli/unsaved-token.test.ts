import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeSsoCache } from '../testing/aws-home/write-aws-home.ts';
import type { AwsFixture } from '../testing/aws-fixture.ts';
import { home, region, startAwsFixture, startUrl } from '../testing/aws-fixture.ts';
import { makeUnwritable } from '../testing/make-unwritable.ts';
import { ssoTokenPath } from '../engine/aws/sign-in/sso-token-cache.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';

let world: AwsFixture;
beforeAll(async () => {
  world = await startAwsFixture();
});
afterAll(() => world.close());

// A skipped test counts as a failure.
if (process.platform === 'linux')
  test('a renewed sign-in that cannot be saved is used, and said on stderr', async () => {
    const sso = { kind: 'identity-center', name: 'sso', session: 'corp', accountId: home } as const;
    const sessions = [{ name: 'corp', startUrl, ssoRegion: region }];
    await world.write([{ ...sso, roleName: 'Developer', region }], { sessions });
    const past = new Date(Date.now() - 1000).toISOString();
    const signIn = { ...world.ecr.identityCenter.signIn(startUrl), expiresAt: past };
    await writeSsoCache(world.folder, 'corp', signIn, region);
    const path = ssoTokenPath({ HOME: world.folder }, 'corp');
    await makeUnwritable(path, world.folder);
    expect(await runInProcess(['repositories', '--profile', 'sso'], { HOME: world.folder })).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^warning: The refreshed sign-in was not saved in .+\n$/),
    });
  });
