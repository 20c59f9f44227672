import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SettingsPage } from '../pages/settings-page.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../test-accounts.ts';
import { test } from './screen-test.ts';

test('every section of the settings, and a test of the connections', async ({ page, look, lookFurther }) => {
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.chooseProfile('Destination', production);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const headings = page.getByRole('main').getByRole('heading', { level: 2 });
  await headings.first().waitFor();
  await look('settings');
  for (const heading of await headings.all()) {
    const name = (await heading.innerText()).toLowerCase().replaceAll(/[^a-z]+/g, '-');
    await lookFurther(`settings-${name}`, heading);
  }
  const settings = new SettingsPage(page);
  await settings.testConnections();
  await settings.connections.getByRole('row').nth(1).waitFor();
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await look('settings-connection-test');
  await lookFurther('settings-connections', settings.connections);
});

test.describe('with a broken file', () => {
  test.use({
    home: async ({ home }, run) => {
      await writeFile(join(home.userData, 'settings.json'), '{ not JSON');
      await run(home);
    },
  });

  test('a notice names the file that was put aside', async ({ page, look }) => {
    await page.getByText(/put aside/).waitFor();
    await look('settings-broken-file');
  });
});
