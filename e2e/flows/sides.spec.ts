import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { Review } from '../pages/review.ts';
import { Transfers } from '../pages/transfers.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';

test('replicates an image that is dragged to the destination', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('release/api');
  const { digest } = await seedImage(source, [['layer', 5000]], ['v1', 'latest']);
  await seedImage(source, [['other', 5000]], ['v2']);

  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.openRepository('team/api');
  const grip = workspace.images
    .getByRole('row')
    .filter({ hasText: digest.slice(7, 19) })
    .locator('[draggable]');
  await grip.dragTo(workspace.side('Destination'));
  // The image is selected and the destination is still missing, which the next step names.
  await expect(page.getByText('1 image, 2 tags of team/api')).toBeVisible();
  await expect(page.getByText('Choose a destination profile.')).toBeVisible();

  await workspace.chooseProfile('Destination', production);
  await workspace.chooseDestination('release/api');
  await page.getByText('1 image, 2 tags of team/api').click();
  await expect(page.getByRole('button', { name: 'Change source and destination' })).toBeVisible();
  await grip.dragTo(workspace.side('Destination'));
  const review = new Review(page);
  await expect(review.tagsOf('v1')).toHaveCount(2);
  expect([...destination.tags]).toEqual([]);
  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(Object.fromEntries(destination.tags)).toEqual({ v1: digest, latest: digest });
});

test('swaps both sides with their open repositories', async ({ ecr, page }) => {
  ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('release/api');
  await seedImage(destination, [['layer', 5000]], ['v7']);

  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.openRepository('team/api');
  await workspace.chooseProfile('Destination', production);
  await workspace.chooseDestination('release/api');
  await page.getByRole('button', { name: 'Swap source and destination' }).click();

  await workspace.openRoute();
  await expect(workspace.profileField('Source')).toContainText('production');
  await expect(workspace.profileField('Destination')).toContainText('build');
  await expect(workspace.images.getByRole('button', { name: 'Tag v7' })).toBeVisible();
  await expect(workspace.side('Destination')).toContainText('team/api');
});
