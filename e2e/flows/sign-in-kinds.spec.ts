import { readFile } from 'node:fs/promises';
import { ssoCacheFile } from '../../electron/testing/aws-home/write-aws-home.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { resultOf } from '../pages/ask.ts';
import { SystemBrowser } from '../pages/browser.ts';

const startUrl = 'https://corp.awsapps.com/start';
const [accountId, roleName] = ['111111111111', 'Release'];

test.use({
  profiles: [
    { kind: 'identity-center', name: 'dev', region: 'eu-central-1', session: 'corp', accountId, roleName },
  ],
  sections: { sessions: [{ name: 'corp', startUrl, ssoRegion: 'eu-central-1' }] },
  ecrOptions: {
    accounts: [{ id: accountId, name: 'Build', principals: [] }],
    identityCenters: [{ startUrl, users: [{ name: 'eva', assignments: [{ accountId, roleName }] }] }],
  },
});

test('opens the page of a sign-in in the browser only when it is started', async ({
  app,
  page,
  ecr,
  home,
}) => {
  await expect(page.locator('#root > *').first()).toBeVisible();
  const browser = new SystemBrowser(app);
  await browser.takeOver();
  expect(await resultOf(page, 'profiles.list')).toMatchObject({
    value: { profiles: [{ name: 'dev', state: { kind: 'sign-in' }, signIn: { session: 'corp' } }] },
  });
  expect(ecr.calls.all).toEqual([]);
  expect(await browser.opened()).toEqual([]);

  expect(await resultOf(page, 'signIns.start', { profile: 'dev', method: 'browser' })).toMatchObject({
    ok: true,
    value: { state: { kind: 'starting' } },
  });
  expect(await browser.followOnlyPage()).toContain('You are signed in');
  expect(await browser.opened()).toEqual([expect.stringContaining(`${ecr.endpoint}/authorize?`)]);

  await expect
    .poll(() => resultOf(page, 'signIns.list'))
    .toMatchObject({ value: [{ profile: 'dev', state: { kind: 'done' } }] });
  await expect
    .poll(() => resultOf(page, 'profiles.list'))
    .toMatchObject({
      value: { profiles: [{ state: { kind: 'expires', renews: true }, accountName: 'Build' }] },
    });
  expect(
    await resultOf(page, 'registries.identify', { profile: 'dev', region: 'eu-central-1' }),
  ).toMatchObject({
    ok: true,
    value: { accountId },
  });

  const token: unknown = JSON.parse(await readFile(ssoCacheFile(home.path, 'corp'), 'utf8'));
  expect(token).toMatchObject({ startUrl, region: 'eu-central-1' });
  expect(await resultOf(page, 'signIns.signOut', { profile: 'dev' })).toEqual({ ok: true, value: null });
  await expect
    .poll(() => resultOf(page, 'profiles.list'))
    .toMatchObject({ value: { profiles: [{ state: { kind: 'sign-in' } }] } });
  expect(await browser.opened()).toHaveLength(1);
});
