import { SystemBrowser } from '../pages/browser.ts';
import { SignInPanel } from '../pages/sign-in-panel.ts';
import { Workspace } from '../pages/workspace.ts';
import type { LocalPrincipal } from '../../electron/engine/local-ecr/accounts/accounts.ts';
import { accounts, build, production } from '../test-accounts.ts';
import { test } from './screen-test.ts';

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
            roles: [{ name: 'Careful', trusts: [principal.arn], needsMfa: true }],
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

test('signing in by browser, by code, done; a code of an MFA device', async ({ app, page, look }) => {
  const browser = new SystemBrowser(app);
  await browser.takeOver();
  const workspace = new Workspace(page);
  await workspace.openProfiles('Source');
  await look('profile-list-of-every-kind');
  await page.keyboard.press('Escape');
  await workspace.chooseProfile('Source', dev);
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().waitFor();
  await look('sign-in-needed');
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
  const panel = new SignInPanel(page);
  await panel.heading('Sign in to corp: continue in your browser').waitFor();
  await look('sign-in-browser');
  await panel.button('Use a code instead').click();
  await panel.heading('Sign in to corp: confirm this code in your browser').waitFor();
  await look('sign-in-code');
  await fetch((await browser.opened()).at(-1) ?? '');
  await panel.heading('Signed in to corp').waitFor();
  await look('sign-in-done');

  await workspace.chooseProfile('Source', careful);
  await page.getByRole('button', { name: 'Enter MFA code', exact: true }).first().click();
  await page.getByRole('dialog', { name: 'MFA code' }).waitFor();
  await look('mfa-code');
});
