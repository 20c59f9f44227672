import { expect, test } from '../fixtures/update-test.ts';
import { whenReady } from '../pages/ask.ts';

test('asks at the first start alone, requests nothing before the answer, and shows a newer version', async ({
  feed,
  openApp,
}) => {
  const app = await openApp();
  const page = await app.firstWindow();
  const question = page.getByRole('region', { name: 'Updates' });
  await expect(question).toContainText(new URL(feed.url).host);
  expect(feed.requests).toEqual([]);
  await question.getByRole('button', { name: 'Check automatically' }).click();
  await page.getByText('Version 99.0.0 is available.').waitFor();
  await expect(question).toBeHidden();

  await page.getByRole('button', { name: 'View update' }).click();
  const dialog = page.getByRole('dialog', { name: 'Updates' });
  await expect(dialog.getByText('This app runs from its sources.')).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'Release notes' })).toContainText('A <b>new</b> thing.');
  await expect(dialog.getByRole('link', { name: /^Open release page/ })).toHaveAttribute(
    'href',
    'https://github.com/ecr-image-replicator/ecr-image-replicator/releases/tag/v99.0.0',
  );
  await expect(dialog.getByRole('button', { name: 'Download' })).toBeHidden();
  await app.evaluate((electron) => electron.app.quit());
  await app.waitForEvent('close');

  const again = await (await openApp()).firstWindow();
  await whenReady(again);
  await again.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(again.getByRole('checkbox', { name: 'Check for updates automatically' })).toBeChecked();
  await expect(again.getByRole('region', { name: 'Updates' })).toBeHidden();
});
