import { createServer } from 'node:http';
import type { LocalPrincipal } from '../../electron/local-ecr/accounts/accounts.ts';
import { listenOnFreePort } from '../../electron/local-ecr/server/http-server.ts';
import { expect, test as base } from '../fixtures/fixtures.ts';
import { resultOf } from '../pages/ask.ts';
import { Workspace } from '../pages/workspace.ts';
import { build } from '../accounts/test-accounts.ts';

const container: LocalPrincipal = {
  ...build.principal,
  accessKeyId: 'ASIACONTAINER0000000',
  sessionToken: 'token-of-the-container',
};
const roleArn = 'arn:aws:iam::111111111111:role/Release';
const broken = {
  kind: 'role',
  name: 'broken',
  region: build.region,
  roleArn,
  source: { profile: 'missing' },
} as const;
const failing = {
  kind: 'process',
  name: 'failing',
  region: build.region,
  command: 'no-such-program --token s3cr3t',
} as const;
/** A profile that uses the credentials of the environment. */
const inContainer = {
  kind: 'role',
  name: 'in-container',
  region: build.region,
  roleArn,
  source: { machine: 'EcsContainer' },
} as const;

const asked: string[] = [];

const test = base.extend<{
  /** The owner of the container's credentials. */
  readonly container: LocalPrincipal;
}>({ container: [container, { option: true }] });

test.use({
  profiles: [[broken, failing, inContainer], { scope: 'test' }],
  ecrOptions: {
    accounts: [
      {
        id: '111111111111',
        principals: [container],
        roles: [{ name: 'Release', trustedPrincipals: [container.arn] }],
      },
    ],
  },
  /** Valid credentials of a container, which a wrong fallback uses. */
  environment: async ({ container: { accessKeyId, secretAccessKey, sessionToken } }, run) => {
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          Token: sessionToken,
          Expiration: new Date(Date.now() + 3_600_000).toISOString(),
        }),
      );
    });
    const host = await listenOnFreePort(server);
    await run({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://${host}/credentials` });
    await new Promise((resolve) => server.close(resolve));
  },
});

test.beforeEach(({ ecr }) => {
  asked.length = 0;
  ecr.registry('111111111111', build.region).createRepository('team/api');
});

test('fails with the reason of a broken profile, and never uses the credentials of the container', async ({
  ecr,
  page,
}) => {
  const workspace = new Workspace(page);
  const row = (await workspace.openProfiles('Source')).filter({ hasText: 'broken' }).first();
  await expect(row).toContainText('missing');
  await expect(row).toHaveAttribute('aria-disabled', 'true');
  // A user can click a disabled option, whatever the attribute is.
  await row.click({ force: true });
  await expect(workspace.profileField('Source')).toContainText('Choose a profile');
  await page.keyboard.press('Escape');
  expect(
    await resultOf(page, 'registries.identify', { profile: 'broken', region: build.region }),
  ).toMatchObject({
    ok: false,
    error: { code: 'profile-unusable', message: expect.stringContaining('missing') },
  });

  await workspace.chooseProfile('Source', failing);
  const alert = page.getByRole('alert').filter({ hasText: 'no-such-program' }).first();
  await expect(alert).toBeVisible();
  await expect(page.locator('body')).not.toContainText('s3cr3t');
  expect(asked).toEqual([]);
  expect(ecr.calls.all).toEqual([]);
});

test('uses the credentials of the container for the profile that names them', async ({ page }) => {
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', inContainer);
  await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();
  expect(asked.length).toBeGreaterThan(0);
});
