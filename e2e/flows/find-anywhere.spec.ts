import { seedImage } from '../../electron/testing/seed-image.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { Workspace } from '../pages/workspace.ts';

test('finds a tag, or a part of tags, in all repositories of both registries, and opens it there', async ({
  ecr,
  page,
}) => {
  const source = ecr.registry('111111111111', build.region);
  const destination = ecr.registry('222222222222', production.region);
  for (let index = 0; index < 12; index += 1) source.createRepository(`team/service-${index}`);
  await seedImage(source.createRepository('team/api'), [['layer', 100]], ['7.4.2']);
  await seedImage(source.createRepository('team/web'), [['layer', 200]], ['7.4.2']);
  await seedImage(destination.createRepository('mirror/api'), [['layer', 300]], ['7.4.2', 'live']);
  ecr.faults.deny({ action: 'ecr:DescribeImages', repositoryName: 'team/web' });
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.chooseProfile('Destination', production);
  await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const field = palette.getByRole('combobox', { name: /^Find a command/ });
  await field.fill('7.4.2');
  await palette.getByRole('option', { name: /^Find 7\.4\.2 in all repositories of build/ }).click();
  await expect(palette.getByText(/^Done: 14 of 14 repositories, 1 found, 1 denied\./).first()).toBeVisible();
  await expect(palette.getByRole('option')).toHaveCount(1);
  await field.press('Enter');
  await expect(workspace.images.getByRole('button', { name: 'Tag 7.4.2' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await field.fill('.4.');
  await palette
    .getByRole('option', { name: /^Find what contains \.4\. in all repositories of build/ })
    .click();
  await expect(palette.getByText(/^Done: 14 of 14 repositories, 2 found\./).first()).toBeVisible();
  await palette.getByRole('option', { name: /^Open team\/web:7\.4\.2/ }).click();
  await expect(page.getByText('team/web', { exact: true }).first()).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await field.fill('7.4.2');
  await palette.getByRole('option', { name: /^Find 7\.4\.2 in all repositories of production/ }).click();
  await palette.getByRole('option', { name: /^Open mirror\/api:7\.4\.2/ }).click();
  await expect(workspace.images.getByRole('button', { name: 'Tag live' })).toBeVisible();
});
