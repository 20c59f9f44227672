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

test('the list of profiles of every kind, and a code of an MFA device', async ({ page, checkScreen }) => {
  const workspace = new Workspace(page);
  await workspace.openProfiles('Source');
  await checkScreen('profile-list-of-every-kind');
  await page.keyboard.press('Escape');
  await workspace.chooseProfile('Source', careful);
  await page.getByRole('button', { name: 'Enter MFA code', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'MFA code' });
  await dialog.waitFor();
  await checkScreen('mfa-code', dialog);
});

test('signing in: needed, in the browser, by a code, then done', async ({ app, page, checkScreen }) => {
  const browser = new SystemBrowser(app);
  await browser.takeOver();
  await new Workspace(page).chooseProfile('Source', dev);
  const signIn = page.getByRole('button', { name: 'Sign in', exact: true }).first();
  await signIn.waitFor();
  await checkScreen('sign-in-needed');
  await signIn.click();
  const panel = new SignInPanel(page);
  await panel.heading('Sign in to corp: continue in your browser').waitFor();
  await checkScreen('sign-in-browser');
  await panel.button('Use a code instead').click();
  await panel.heading('Sign in to corp: confirm this code in your browser').waitFor();
  await checkScreen('sign-in-code');
  await fetch((await browser.opened()).at(-1) ?? '');
  await panel.heading('Signed in to corp').waitFor();
  await checkScreen('sign-in-done');
});
