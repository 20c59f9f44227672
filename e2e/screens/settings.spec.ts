import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SettingsPage } from '../pages/settings-page.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { expect, test } from './screen-test.ts';
import { test as testWithOwnApp } from './screen-test-with-own-app.ts';

test.describe('the settings', () => {
  test.beforeEach(async ({ page }) => {
    const workspace = new Workspace(page);
    await workspace.chooseProfile('Source', build);
    await workspace.chooseProfile('Destination', production);
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
  });

  test('every section', async ({ page, checkScreen, takePicturesOf }) => {
    await checkScreen('settings');
    for (const heading of await page.getByRole('main').getByRole('heading', { level: 2 }).all()) {
      const name = (await heading.innerText()).toLowerCase().replaceAll(/[^a-z]+/g, '-');
      await takePicturesOf(`settings-${name}`, heading);
    }
    const verify = page.getByRole('checkbox', { name: 'Verify after copying' });
    await verify.click();
    await page.getByRole('button', { name: 'Undo: Replication defaults changed.' }).waitFor();
    // The focus keeps the offer.
    await page.keyboard.press('F6');
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    await checkScreen('settings-undo', page.locator('[data-offer]'));
    await page.keyboard.press('Enter');
    await expect(verify).toBeChecked();
  });

  test('the connection test', async ({ page, checkScreen, takePicturesOf }) => {
    const settings = new SettingsPage(page);
    await settings.testConnections();
    await settings.connections.getByRole('row').nth(1).waitFor();
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    await checkScreen('settings-connection-test');
    await takePicturesOf('settings-connections', settings.connections);
  });
});

testWithOwnApp.describe('with settings that are not JSON', () => {
  testWithOwnApp.use({
    home: async ({ home }, run) => {
      await writeFile(join(home.userData, 'settings.json'), '{ not JSON');
      await run(home);
    },
  });

  testWithOwnApp('a notice names the file that cannot be read', async ({ page, checkScreen }) => {
    await page.getByText('The settings cannot be read').first().waitFor();
    await checkScreen('settings-broken-file');
  });
});
