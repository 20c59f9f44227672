import type { LocalPrincipal } from '../../electron/local-ecr/accounts/accounts.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import type { TestProfile } from '../accounts/aws-home.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { Transfers } from '../pages/transfers.ts';
import { Review } from '../pages/review.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';

const accountId = '111111111111';
const device = `arn:aws:iam::${accountId}:mfa/build`;
const principal: LocalPrincipal = {
  ...build.principal,
  mfaDevice: { serialNumber: device, codes: ['123456', '234567'] },
};
const keys: TestProfile = { ...build, principal };
const role = {
  kind: 'role',
  name: 'careful',
  region: build.region,
  roleArn: `arn:aws:iam::${accountId}:role/Careful`,
  source: { profile: keys.name },
  mfaSerial: device,
} as const;

test.use({
  profiles: [[keys, role], { scope: 'test' }],
  ecrOptions: {
    accounts: [
      {
        id: accountId,
        principals: [principal],
        roles: [{ name: 'Careful', trustedPrincipals: [principal.arn], requiresMfa: true }],
      },
    ],
  },
});

test('asks for the code of a role with MFA once, for both sides and both regions, and copies', async ({
  ecr,
  page,
}) => {
  const source = ecr.registry(accountId, build.region).createRepository('team/api');
  await seedImage(source, [['layer', 5000]], ['v1']);
  const destination = ecr.registry(accountId, production.region).createRepository('team/api');
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', role);
  await workspace.chooseProfile('Destination', role);
  await workspace.chooseRegion('Destination', production.region);
  const dialog = page.getByRole('dialog', { name: 'MFA code' });
  // No dialog opens automatically, and no request was sent.
  await expect(page.getByText(/MFA code/).first()).toBeVisible();
  await expect(dialog).toHaveCount(0);
  expect(ecr.calls.of('AssumeRole')).toEqual([]);

  await page.getByRole('button', { name: 'Enter MFA code', exact: true }).first().click();
  await expect(dialog).toContainText(device);
  await expect(dialog).toContainText('Careful');
  const field = dialog.getByRole('textbox', { name: 'MFA code' });
  await field.pressSequentially('999999');
  await field.press('Enter');
  await expect(dialog.getByText(/wait for the next code/)).toBeVisible();
  await expect(field).toHaveValue('');
  await field.fill('123456');
  await field.press('Enter');
  await expect(dialog).toHaveCount(0);

  await workspace.openRepository('team/api');
  await workspace.pickTag('v1');
  await workspace.chooseDestination('team/api');
  await workspace.review.click();
  const review = new Review(page);
  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['v1']);
  expect(ecr.calls.of('AssumeRole').map(({ outcome }) => outcome)).toEqual(['AccessDenied', 'ok']);
});
