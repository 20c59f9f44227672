import { Workspace } from '../pages/workspace.ts';
import { chooseProfile } from '../pages/select.ts';
import { test as base } from './screen-test.ts';

const test = base.extend<{ readonly workspace: Workspace }>({
  demo: true,

  /** With both sides chosen. */
  workspace: async ({ page }, run) => {
    const workspace = new Workspace(page);
    await chooseProfile(workspace.side('Source'), 'Source profile', 'demo-build');
    await chooseProfile(workspace.side('Destination'), 'Destination profile', 'demo-production');
    await workspace.repositories.getByRole('link', { name: 'team/api', exact: true }).waitFor();
    await run(workspace);
  },
});

test('nothing chosen, and the list of profiles', async ({ page, checkScreen }) => {
  const workspace = new Workspace(page);
  await workspace.side('Source').waitFor();
  await checkScreen('choose-nothing-chosen');
  await workspace.openProfiles('Source');
  await checkScreen('choose-profile-list');
});

test('repositories, none that matches, and selected ones', async ({ page, workspace, checkScreen }) => {
  await checkScreen('choose-repositories');
  await workspace.filterRepositories('nothing is called so');
  await page.getByText('No matches').first().waitFor();
  await checkScreen('choose-repositories-no-match');
  await workspace.filterRepositories('');
  for (const name of ['team/api', 'team/web'])
    await workspace.repositories.getByRole('checkbox', { name: `Select ${name}` }).click();
  await checkScreen('choose-repositories-selected');
});

test('a repository without images', async ({ page, workspace, checkScreen }) => {
  await workspace.openRepository('team/sandbox');
  await page
    .getByText(/no images/i)
    .first()
    .waitFor();
  await checkScreen('choose-images-empty');
});

test.describe('in a repository', () => {
  test.beforeEach(async ({ workspace }) => {
    await workspace.openRepository('team/api');
    await workspace.images.getByText('linux/arm64').first().waitFor();
  });

  test('the command palette, images and the destination, and selecting by rules', async ({
    page,
    workspace,
    checkScreen,
  }) => {
    await page.keyboard.press('ControlOrMeta+k');
    const palette = page.getByRole('dialog');
    await palette.getByRole('combobox', { name: /^Find a command/ }).waitFor();
    await checkScreen('command-palette', palette);
    await palette.getByRole('combobox').fill('latest');
    await palette.getByRole('option', { name: /^Find latest in all repositories of demo-build/ }).click();
    await palette
      .getByText(/^Done: /)
      .first()
      .waitFor();
    await checkScreen('command-palette-found', palette);
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'hidden' });
    await workspace.pickTag('latest');
    await workspace.selectionPlan.waitFor();
    await checkScreen('choose-images-one-line');
    await workspace.chooseDestination('mirror/api', { create: true });
    await checkScreen('choose-images');
    await page.getByRole('button', { name: 'Select by rules' }).click();
    await checkScreen('choose-by-rules');
  });

  test('an open index, and untagged images', async ({ page, workspace, checkScreen }) => {
    await workspace.images.getByRole('button', { name: 'Show what belongs to 2.12.0' }).click();
    await workspace.images.getByText('SBOM (SPDX)').waitFor();
    await checkScreen('choose-images-open-index');
    await workspace.showImages('Untagged');
    await workspace.images.getByText('Part of 2.12.0').first().waitFor();
    await page.getByRole('button', { name: /Untagged images to list/ }).waitFor();
    await checkScreen('choose-images-untagged');
  });

  test('no image that matches, and the details of two', async ({ page, workspace, checkScreen }) => {
    await workspace.filterImages('no such tag');
    await page
      .getByText(/No matches/)
      .first()
      .waitFor();
    await checkScreen('choose-images-no-match');
    for (const tag of ['2.12.0', '1.9.0']) {
      await workspace.filterImages(tag);
      await workspace.images.getByRole('button', { name: `Details of ${tag}` }).click();
      const details = page.getByRole('dialog');
      await details.getByRole('tab').first().waitFor();
      for (const tab of await details.getByRole('tab').all()) {
        await tab.click();
        const words = (await tab.innerText()).toLowerCase().replaceAll(/[^a-z]+/g, ' ');
        await checkScreen(`image-details-${tag}-${words.trim()}`, details);
      }
      await page.keyboard.press('Escape');
      await details.waitFor({ state: 'hidden' });
    }
  });
});
