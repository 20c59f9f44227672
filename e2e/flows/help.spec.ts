import { expect, test } from '../fixtures/fixtures.ts';
import { SystemBrowser } from '../pages/browser.ts';
import { Workspace } from '../pages/workspace.ts';
import { build } from '../accounts/test-accounts.ts';

test.describe('at the first start', () => {
  test.use({ isFirstStart: true });

  test('the introduction is skipped for good, and help opens by ? and by Ctrl+/', async ({ openApp }) => {
    const first = await openApp();
    const page = await first.firstWindow();
    const introduction = page.getByRole('region', { name: 'Introduction' });
    await expect(introduction).toContainText('Step 1 of 3');
    await new Workspace(page).chooseProfile('Source', build);
    await introduction.getByRole('button', { name: 'Skip introduction' }).click();
    await expect(introduction).toBeHidden();

    const help = page.getByRole('complementary', { name: 'Help' });
    await page.getByRole('main').focus();
    await page.keyboard.press('?');
    await expect(help.getByRole('heading', { name: 'Replicate' })).toBeVisible();
    await page.keyboard.press('Control+/');
    await expect(help.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible();
    await expect(help.getByRole('term').filter({ hasText: 'Help for this page' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();

    const child = first.process();
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const window = await first.browserWindow(page);
    await window.evaluate((own) => own.close()).catch(() => undefined);
    await ended;
    const again = await (await openApp()).firstWindow();
    await expect(new Workspace(again).profileField('Source')).toContainText('build');
    await expect(again.getByRole('region', { name: 'Introduction' })).toBeHidden();
  });
});

test('a link Info opens its section of the help, whose links open in the browser', async ({ app, page }) => {
  const browser = new SystemBrowser(app);
  await browser.takeOver();
  await page.getByRole('button', { name: 'Info about source and destination' }).click();
  const help = page.getByRole('complementary', { name: 'Help' });
  await expect(help.getByRole('heading', { name: 'Choose the sides' })).toBeFocused();
  await help.getByRole('link', { name: /^Amazon ECR private registries/ }).click();
  await expect
    .poll(() => browser.opened())
    .toEqual(['https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html']);
  expect(app.windows()).toHaveLength(1);
});
