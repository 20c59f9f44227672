import { setArchived } from '../../electron/local-ecr/registry/archive-image.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { planReplication } from '../pages/replication.ts';
import { Transfers } from '../pages/transfers.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { expect, test } from './screen-test.ts';

test('an archived image is restored from the review, and copied with the others', async ({
  ecr,
  page,
  checkScreen,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  const archived = await seedImage(source, [['old', 5000]], ['1.0']);
  await seedImage(source, [['new', 5000]], ['2.0']);
  setArchived(source, archived.digest, true);

  const review = await planReplication(page, { from: 'team/api', tags: ['1.0', '2.0'], to: 'team/api' });
  await expect(page.getByText('1 of 2 images cannot be copied').first()).toBeVisible();
  await expect(page.getByText(/testable actions are allowed/)).toBeVisible();
  await checkScreen('review-archived-image');

  await page.getByRole('button', { name: 'Restore 1 archived image' }).click();
  await expect(page.getByText(/images? cannot be copied/)).toHaveCount(0);
  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()].toSorted()).toEqual(['1.0', '2.0']);
});
