import { SystemBrowser } from '../pages/browser.ts';
import { SignInPanel } from '../pages/sign-in-panel.ts';
import { Workspace } from '../pages/workspace.ts';
import type { LocalPrincipal } from '../../electron/local-ecr/accounts/accounts.ts';
import { accounts, build, production } from '../accounts/test-accounts.ts';
import { test } from './screen-test-with-own-app.ts';

const startUrl = 'https://corp.awsapps.com/start';
const device = 'arn:aws:iam::111111111111:mfa/build';
const principal: LocalPrincipal = {
  ...build.principal,
  mfaDevice: { serialNumber: device, codes: ['123456'] },
};
const keys = { ...build, principal };
const dev = {
  kind: 'identity-center',
  name: 'dev',
  region: production.region,
  session: 'corp',
  accountId: '222222222222',
  roleName: 'Release',
} as const;
const careful = {
  kind: 'role',
  name: 'careful',
  region: build.region,
  roleArn: 'arn:aws:iam::111111111111:role/Careful',
  source: { profile: keys.name },
  mfaSerial: device,
} as const;
const broken = { ...careful, name: 'broken', source: { profile: 'missing' } } as const;

test.use({
  profiles: [[dev, keys, careful, broken], { scope: 'test' }],
  sections: { sessions: [{ name: 'corp', startUrl, ssoRegion: production.region }] },
  ecrOptions: {
    accounts: accounts.map((account) =>
      account.id === '111111111111'
        ? {
            ...account,
            principals: [principal],
            roles: [{ name: 'Careful', trustedPrincipals: [principal.arn], requiresMfa: true }],
          }
        : account,
    ),
    identityCenters: [
      {
        startUrl,
        users: [{ name: 'eva', assignments: [{ accountId: '222222222222', roleName: 'Release' }] }],
      },
    ],
  },
});

test('the list of profiles of every kind', async ({ page, checkScreen }) => {
  await new Workspace(page).openProfiles('Source');
  await checkScreen('profile-list-of-every-kind');
});

test.describe('signing in', () => {
  test.beforeEach(async ({ app, page }) => {
    await new SystemBrowser(app).takeOver();
    await new Workspace(page).chooseProfile('Source', dev);
    await page.getByRole('button', { name: 'Sign in', exact: true }).first().waitFor();
  });

  test('is needed', async ({ checkScreen }) => {
    await checkScreen('sign-in-needed');
  });

  test('continues in the browser', async ({ page, checkScreen }) => {
    await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
    await new SignInPanel(page).heading('Sign in to corp: continue in your browser').waitFor();
    await checkScreen('sign-in-browser');
  });

  test('by a code, then done', async ({ app, page, checkScreen }) => {
    await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
    const panel = new SignInPanel(page);
    await panel.button('Use a code instead').click();
    await panel.heading('Sign in to corp: confirm this code in your browser').waitFor();
    await checkScreen('sign-in-code');
    await fetch((await new SystemBrowser(app).opened()).at(-1) ?? '');
    await panel.heading('Signed in to corp').waitFor();
    await checkScreen('sign-in-done');
  });
});

test('a code of an MFA device', async ({ page, checkScreen }) => {
  await new Workspace(page).chooseProfile('Source', careful);
  await page.getByRole('button', { name: 'Enter MFA code', exact: true }).first().click();
  await page.getByRole('dialog', { name: 'MFA code' }).waitFor();
  await checkScreen('mfa-code');
});
