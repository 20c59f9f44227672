import type { ElectronApplication, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ssoCacheFile } from '../electron/engine/testing/aws-home/write-aws-home.ts';
import { expect, test } from './fixtures.ts';

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

/** Notes what the app opens in the browser, and opens nothing. */
const noteOpened = (app: ElectronApplication) =>
  app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url) => Promise.resolve(void opened.push(url));
  });

const opened = async (app: ElectronApplication): Promise<readonly string[]> =>
  z.array(z.string()).parse(await app.evaluate((): unknown => Reflect.get(globalThis, 'opened')));

/** Asks as the page itself does, by what the preload script gave it. */
const ask = (page: Page, name: string, input?: object): Promise<unknown> =>
  page.evaluate(`api.invoke(${JSON.stringify(name)}, ${JSON.stringify(input)})`);

test('a sign-in opens its page in the browser when it is started, and only then', async ({
  app,
  page,
  ecr,
  home,
}) => {
  await expect(page.locator('#root > *').first()).toBeVisible();
  await noteOpened(app);
  expect(await ask(page, 'profiles.list')).toMatchObject({
    value: { profiles: [{ name: 'dev', state: { kind: 'sign-in' }, signIn: { session: 'corp' } }] },
  });
  expect(ecr.calls.all).toEqual([]);
  expect(await opened(app)).toEqual([]);

  expect(await ask(page, 'signIns.start', { profile: 'dev', method: 'browser' })).toMatchObject({
    ok: true,
    value: { state: { kind: 'starting' } },
  });
  await expect.poll(() => opened(app)).toHaveLength(1);
  const [url = ''] = await opened(app);
  expect(url).toContain(`${ecr.endpoint}/authorize?`);
  expect(await (await fetch(url)).text()).toContain('You are signed in');

  await expect
    .poll(() => ask(page, 'signIns.list'))
    .toMatchObject({ value: [{ profile: 'dev', state: { kind: 'done' } }] });
  await expect
    .poll(() => ask(page, 'profiles.list'))
    .toMatchObject({
      value: { profiles: [{ state: { kind: 'expires', renews: true }, accountName: 'Build' }] },
    });
  expect(await ask(page, 'registries.identify', { profile: 'dev', region: 'eu-central-1' })).toMatchObject({
    ok: true,
    value: { accountId },
  });

  const token: unknown = JSON.parse(await readFile(ssoCacheFile(home.path, 'corp'), 'utf8'));
  expect(token).toMatchObject({ startUrl, region: 'eu-central-1' });
  expect(await ask(page, 'signIns.signOut', { profile: 'dev' })).toEqual({ ok: true, value: null });
  await expect
    .poll(() => ask(page, 'profiles.list'))
    .toMatchObject({ value: { profiles: [{ state: { kind: 'sign-in' } }] } });
  expect(await opened(app)).toHaveLength(1);
});
