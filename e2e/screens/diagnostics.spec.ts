import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { clickMenu } from '../pages/click-menu.ts';
import { expect, test } from './screen-test.ts';

async function openDialog(app: ElectronApplication, page: Page, command: string): Promise<Locator> {
  await clickMenu(app, command);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  return dialog;
}

test('the diagnostics', async ({ app, page, checkScreen }) => {
  const dialog = await openDialog(app, page, 'save-diagnostics');
  await dialog.getByRole('region', { name: 'Text of the diagnostics' }).waitFor();
  await checkScreen('diagnostics', dialog);
});

test('about, the license and the report of a problem', async ({ app, page, checkScreen }) => {
  const about = await openDialog(app, page, 'show-about');
  await about.getByText('Chromium').waitFor();
  await checkScreen('about', about);
  await about.getByRole('button', { name: 'License', exact: true }).click();
  await page.getByRole('region', { name: 'License' }).waitFor();
  await checkScreen('about-license', page.getByRole('dialog'));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  const problem = await openDialog(app, page, 'report-problem');
  await problem.getByRole('link', { name: /^Open issue form/ }).waitFor();
  await checkScreen('report-problem', problem);
});
