import { seedImage } from '../../electron/testing/seed-image.ts';
import { permissionSetRole } from '../../electron/local-ecr/web-services/portal/permission-set-role.ts';
import { writeSsoCache } from '../../electron/testing/aws-home/write-aws-home.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { SystemBrowser } from '../pages/browser.ts';
import { copied } from '../pages/clipboard.ts';
import { planReplication } from '../pages/replication.ts';
import { SignInPanel } from '../pages/sign-in-panel.ts';
import { Transfers } from '../pages/transfers.ts';
import { Workspace } from '../pages/workspace.ts';
import { accounts, build, production } from '../accounts/test-accounts.ts';
import { uploadedBytes } from '../fixtures/uploaded-bytes.ts';

const MB = 1_000_000;
const startUrl = 'https://corp.awsapps.com/start';
const accountId = '222222222222';
const dev = {
  kind: 'identity-center',
  name: 'dev',
  region: production.region,
  session: 'corp',
  accountId,
  roleName: 'Release',
} as const;
const sibling = { ...dev, name: 'sibling', roleName: 'Audit' } as const;

test.use({
  profiles: [[dev, sibling, build], { scope: 'test' }],
  sections: { sessions: [{ name: 'corp', startUrl, ssoRegion: production.region }] },
  ecrOptions: {
    accounts: accounts.map((account) =>
      account.id === accountId ? { ...account, name: 'Production' } : account,
    ),
    identityCenters: [
      { startUrl, users: [{ name: 'eva', assignments: [{ accountId, roleName: 'Release' }] }] },
    ],
  },
});

test('continues a copy after its session expired and the user signed in', async ({
  ecr,
  home,
  app,
  page,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  await seedImage(source, [['large', 60 * MB]], ['v1']);
  const destination = ecr.registry(accountId, production.region).createRepository('team/api');
  const browser = new SystemBrowser(app);
  await browser.takeOver();
  await writeSsoCache(home.path, 'corp', ecr.identityCenter.signIn(startUrl), production.region);

  const review = await planReplication(page, { from: 'team/api', tags: ['v1'], to: 'team/api', as: dev });
  ecr.network.shape = { latencyMs: 10, up: { bytesPerSecondPerConnection: 2 * MB } };
  await review.replicate.click();
  const { latest } = new Transfers(page);
  await expect.poll(() => uploadedBytes(ecr)).toBeGreaterThan(MB);
  ecr.identityCenter.tokens.revokeAll();
  ecr.sessions.expireAll();
  // What is in transit still arrives.
  ecr.network.shape = {};

  await expect(latest.getByText('Waiting for sign-in')).toBeVisible();
  await expect(latest.getByText(/corp.*Sign in/)).toBeVisible();
  expect([...destination.tags]).toEqual([]);
  expect(await browser.opened()).toEqual([]);

  await latest.getByRole('button', { name: 'Sign in' }).click();
  const panel = new SignInPanel(page);
  await expect(panel.heading('Sign in to corp: continue in your browser')).toBeVisible();
  expect(await browser.followOnlyPage()).toContain('You are signed in');
  await expect(panel.heading('Signed in to corp')).toBeVisible();
  await expect(latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['v1']);
  expect(uploadedBytes(ecr)).toBeLessThan(120 * MB);
  const role = permissionSetRole(accountId, 'Release').roleName;
  const put = ecr.calls.of('PutImage').filter(({ outcome }) => outcome === 'ok');
  expect(put.map(({ principalArn }) => principalArn)).toEqual([
    `arn:aws:sts::${accountId}:assumed-role/${role}/eva`,
  ]);
});

test('signs in from the row of a profile for both sides of its session, and shows the account name', async ({
  ecr,
  app,
  page,
}) => {
  ecr.registry(accountId, production.region).createRepository('team/api');
  const browser = new SystemBrowser(app);
  await browser.takeOver();
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', dev);
  await workspace.chooseProfile('Destination', dev);
  await expect(
    workspace
      .side('Source')
      .getByText(/Sign in/)
      .first(),
  ).toBeVisible();
  expect(ecr.calls.all).toEqual([]);

  const rows = await workspace.openProfiles('Source');
  await rows
    .filter({ hasText: 'sibling' })
    .getByRole('button', { name: /Sign in for sibling/ })
    .click();
  const panel = new SignInPanel(page);
  await expect(panel.heading('Sign in to corp: continue in your browser')).toBeVisible();
  await expect(rows).toHaveCount(3);
  const [url] = await browser.opened();
  expect(await copied(app, panel.button('Copy link'))).toBe(url);
  await browser.followOnlyPage();
  await expect(rows.filter({ hasText: 'dev' })).toContainText('(Production)');
  await workspace.profileField('Source').click();
  await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();
  for (const side of ['Source', 'Destination'] as const)
    await expect(workspace.side(side)).toContainText('2222-2222-2222 (Production)');

  // The user is signed in, but without this role: another sign-in does not help, so none is offered.
  await workspace.chooseProfile('Source', sibling);
  const alert = page.getByRole('alert').filter({ hasText: 'Audit' });
  await expect(alert.first()).toContainText('no access');
  await expect(alert.getByRole('button', { name: 'Sign in' })).toHaveCount(0);
  await expect(alert.getByRole('button', { name: 'Choose another profile' }).first()).toBeVisible();
});

test('signs in by a code when the browser does not return, and cancels without a request', async ({
  ecr,
  app,
  page,
}) => {
  ecr.registry(accountId, production.region).createRepository('team/api');
  const browser = new SystemBrowser(app);
  await browser.takeOver();
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', dev);
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
  const panel = new SignInPanel(page);
  await panel.button('Cancel').click();
  await expect(panel.all).toHaveCount(0);

  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
  await panel.button('Use a code instead').click();
  await expect(panel.heading('Sign in to corp: confirm this code in your browser')).toBeVisible();
  await expect(panel.all.getByText(/left\.$/)).toBeVisible();
  const code = await copied(app, panel.button('Copy code'));
  expect(code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  const url = (await browser.opened()).at(-1) ?? '';
  expect(url).toContain(code);
  await fetch(url);
  await expect(panel.heading('Signed in to corp')).toBeVisible();
  await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();
});
