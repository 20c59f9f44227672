import { test } from './screen-test.ts';
import { test as testWithOwnApp } from './screen-test-with-own-app.ts';

test('the help panel and the keyboard shortcuts', async ({ page, checkScreen }) => {
  const help = page.getByRole('complementary', { name: 'Help' });
  await page.getByRole('button', { name: 'Help' }).click();
  await help.getByRole('heading', { name: 'Replicate' }).waitFor();
  await checkScreen('help', help);
  await help.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await help.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
  await checkScreen('help-shortcuts', help);
});

testWithOwnApp.describe('at the first start', () => {
  testWithOwnApp.use({ isFirstStart: true });

  testWithOwnApp('the introduction', async ({ page, checkScreen }) => {
    const introduction = page.getByRole('region', { name: 'Introduction' });
    await introduction.waitFor();
    await checkScreen('introduction', introduction);
  });
});
