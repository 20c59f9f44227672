import type { Locator } from '@playwright/test';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { Review } from '../pages/review.ts';
import { Transfers } from '../pages/transfers.ts';
import { Workspace } from '../pages/workspace.ts';

/** More than any page here has elements that can be focused. */
const mostSteps = 80;

const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate((node) => node === document.activeElement);

test('chooses both sides, selects a tag, reviews and replicates with the keyboard alone', async ({
  ecr,
  page,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const { digest } = await seedImage(source, [['layer', 5000]], ['v1']);
  const destination = ecr.registry('222222222222', production.region);
  const workspace = new Workspace(page);
  /** Moves to an element by Tab, and presses a key on it. */
  const press = async (element: Locator, key: string): Promise<void> => {
    await element.waitFor();
    for (let step = 0; step < mostSteps && !(await isFocused(element)); step += 1)
      await page.keyboard.press('Tab');
    await expect(element).toBeFocused();
    await page.keyboard.press(key);
  };
  /** Types into the field that an opened list has focused, and takes the first match. */
  const take = async (text: string): Promise<void> => {
    await expect(page.locator(':focus')).toHaveRole('combobox');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };

  await press(workspace.profileField('Source'), 'Enter');
  await take(build.name);
  await press(workspace.repositories.getByRole('link', { name: 'team/api' }), 'Enter');
  await press(workspace.profileField('Destination'), 'Enter');
  await take(production.name);
  await press(workspace.images.getByRole('button', { name: 'Tag v1' }), 'Space');
  await press(workspace.review, 'Enter');
  await press(new Review(page).replicate, 'Enter');
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect([...destination.repository('team/api').tags]).toEqual([['v1', digest]]);
});
