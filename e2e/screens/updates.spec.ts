import { test as base } from '../fixtures/update-test.ts';
import type { ScreenFixtures, ScreenOptions } from './screen-test.ts';
import { screenFixtures } from './screen-test.ts';

const test = base.extend<ScreenOptions & ScreenFixtures>(screenFixtures);

test('the question, the notice, the dialog, and the settings', async ({
  page,
  checkScreen,
  takePicturesOf,
}) => {
  const question = page.getByRole('region', { name: 'Updates' });
  await question.waitFor();
  await checkScreen('updates-question', question);
  await question.getByRole('button', { name: 'Check automatically' }).click();
  const notice = page.getByText('Version 99.0.0 is available.');
  await notice.waitFor();
  await checkScreen('updates-notice', page.getByRole('status').filter({ has: notice }));
  await page.getByRole('button', { name: 'View update' }).click();
  const dialog = page.getByRole('dialog', { name: 'Updates' });
  await dialog.getByRole('region', { name: 'Release notes' }).waitFor();
  await checkScreen('updates-dialog', dialog);
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const settings = page.getByRole('group', { name: 'Update settings' });
  await settings.scrollIntoViewIfNeeded();
  await checkScreen('settings-updates-with-policy', settings);
  await takePicturesOf('settings-updates-managed', settings);
});
