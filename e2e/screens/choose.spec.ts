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

test('nothing chosen', async ({ page, checkScreen }) => {
  await new Workspace(page).side('Source').waitFor();
  await checkScreen('choose-nothing-chosen');
});

test('the list of profiles', async ({ page, checkScreen }) => {
  await new Workspace(page).openProfiles('Source');
  await checkScreen('choose-profile-list');
});

test('repositories', async ({ workspace: _workspace, checkScreen }) => {
  await checkScreen('choose-repositories');
});

test('no repository matches', async ({ page, workspace, checkScreen }) => {
  await workspace.filterRepositories('nothing is called so');
  await page.getByText('No matches').first().waitFor();
  await checkScreen('choose-repositories-no-match');
});

test('selected repositories', async ({ workspace, checkScreen }) => {
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

  test('images and the destination', async ({ workspace, checkScreen }) => {
    await workspace.pickTag('latest');
    await workspace.chooseDestination('mirror/api', { create: true });
    await checkScreen('choose-images');
  });

  test('no image matches', async ({ page, workspace, checkScreen }) => {
    await workspace.filterImages('no such tag');
    await page
      .getByText(/No matches/)
      .first()
      .waitFor();
    await checkScreen('choose-images-no-match');
  });

  test('selecting by rules', async ({ page, checkScreen }) => {
    await page.getByRole('button', { name: 'Select by rules' }).click();
    await checkScreen('choose-by-rules');
  });

  for (const tag of ['2.12.0', '1.9.0'])
    test(`details of ${tag}`, async ({ page, workspace, checkScreen }) => {
      await workspace.filterImages(tag);
      await workspace.images.getByRole('button', { name: `Details of ${tag}` }).click();
      const details = page.getByRole('dialog');
      await details.getByRole('tab').first().waitFor();
      for (const tab of await details.getByRole('tab').all()) {
        await tab.click();
        const words = (await tab.innerText()).toLowerCase().replaceAll(/[^a-z]+/g, ' ');
        await checkScreen(`image-details-${tag}-${words.trim()}`, details);
      }
    });

  test('the command palette', async ({ page, checkScreen }) => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: /^Find a command/ }).waitFor();
    await checkScreen('command-palette');
  });
});
