import { Workspace } from '../pages/workspace.ts';
import { chooseProfile } from '../pages/select.ts';
import { test } from './screen-test.ts';

test.use({ profiles: [[], { scope: 'test' }], appArguments: [['--demo'], { scope: 'test' }] });

test('choosing both sides, repositories, images and their details', async ({ page, look }) => {
  const workspace = new Workspace(page);
  await workspace.side('Source').waitFor();
  await look('choose-nothing-chosen');

  await workspace.openProfiles('Source');
  await look('choose-profile-list');
  await page.keyboard.press('Escape');

  await chooseProfile(workspace.side('Source'), 'Source profile', 'demo-build');
  await workspace.repositories.getByRole('link', { name: 'team/api', exact: true }).waitFor();
  await look('choose-repositories');

  await workspace.filterRepositories('nothing is called so');
  await page
    .getByText(/No repositor/)
    .first()
    .waitFor();
  await look('choose-repositories-no-match');
  await workspace.filterRepositories('');

  await chooseProfile(workspace.side('Destination'), 'Destination profile', 'demo-production');
  for (const name of ['team/api', 'team/web'])
    await workspace.repositories.getByRole('checkbox', { name: `Select ${name}` }).click();
  await look('choose-repositories-selected');
  await page.getByRole('button', { name: 'Clear selection' }).click();

  await workspace.openRepository('team/sandbox');
  await page
    .getByText(/no images/i)
    .first()
    .waitFor();
  await look('choose-images-empty');
  await page.getByRole('link', { name: 'Repositories', exact: true }).click();

  await workspace.openRepository('team/api');
  await workspace.images.getByText('linux/arm64').first().waitFor();
  await workspace.pickTag('latest');
  await workspace.chooseDestination('mirror/api', { create: true });
  await look('choose-images');

  await workspace.filterImages('no such tag');
  await page
    .getByText(/No image/)
    .first()
    .waitFor();
  await look('choose-images-no-match');
  await workspace.filterImages('');

  await page.getByRole('button', { name: 'Select by rules' }).click();
  await look('choose-by-rules');
  await page.keyboard.press('Escape');

  for (const tag of ['2.12.0', '1.9.0']) {
    await workspace.filterImages(tag);
    await workspace.images.getByRole('button', { name: `Details of ${tag}` }).click();
    const details = page.getByRole('dialog');
    await details.getByRole('tab').first().waitFor();
    for (const tab of await details.getByRole('tab').all()) {
      await tab.click();
      const words = (await tab.innerText()).toLowerCase().replaceAll(/[^a-z]+/g, ' ');
      await look(`image-details-${tag}-${words.trim()}`);
    }
    await page.keyboard.press('Escape');
  }

  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: /^Find a command/ }).waitFor();
  await look('command-palette');
});
