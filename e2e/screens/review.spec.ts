import { chooseProfile } from '../pages/select.ts';
import { Review } from '../pages/review.ts';
import { ask } from '../pages/ask.ts';
import { Workspace } from '../pages/workspace.ts';
import { expect, test as base } from './screen-test.ts';

interface ReplicationChoice {
  readonly from: string;
  readonly tags: readonly string[];
  readonly to: string;
  readonly create?: boolean;
  readonly as?: string;
}

const test = base.extend<{ readonly review: (choice: ReplicationChoice) => Promise<Review> }>({
  demo: true,

  /** Opens the review of a replication. */
  review: async ({ page }, run) => {
    await run(async ({ from, tags, to, create = false, as = 'demo-production' }) => {
      const workspace = new Workspace(page);
      await chooseProfile(workspace.side('Source'), 'Source profile', 'demo-build');
      await chooseProfile(workspace.side('Destination'), 'Destination profile', as);
      await workspace.openRepository(from);
      for (const tag of tags) await workspace.pickTag(tag);
      await workspace.chooseDestination(to, { create });
      await workspace.review.click();
      return new Review(page);
    });
  },
});

test('tags that move', async ({ page, review, checkScreen }) => {
  const moved = await review({ from: 'team/api', tags: ['latest', '2.11.0'], to: 'team/api' });
  await moved.fact('To transfer').getByText('MB').first().waitFor();
  await page.getByText(/testable actions are allowed/).waitFor();
  await checkScreen('review-tag-moves');
});

test('a new repository', async ({ review, checkScreen }) => {
  const fresh = await review({
    from: 'data/pipeline',
    tags: ['3.2.0', 'stable'],
    to: 'mirror/pipeline',
    create: true,
  });
  await fresh.settings.waitFor();
  await fresh.fact('To transfer').getByText('B').first().waitFor();
  await checkScreen('review-new-repository');
});

test('tag conflicts', async ({ page, review, checkScreen }) => {
  await review({ from: 'platform/base', tags: ['12-r5', '12-r6'], to: 'platform/base' });
  await page.getByText('1 of 2 images cannot be copied').first().waitFor();
  await page.getByRole('button', { name: /^Conflicts \(/ }).click();
  await checkScreen('review-tag-conflicts');
  await page.getByRole('button', { name: 'Rename all with suffix…' }).click();
  await page.getByText('All names can be used').waitFor();
  await checkScreen('review-rename-conflicts');
});

test('a protected account', async ({ page, review, checkScreen }) => {
  await ask(page, 'settings.change', {
    accounts: { '444455556666': { label: 'Production', color: 'red', isProtected: true } },
  });
  await page.reload();
  const { replicate } = await review({ from: 'team/web', tags: ['latest'], to: 'mirror/web', create: true });
  await expect(replicate).toBeEnabled();
  await replicate.click();
  await page.getByRole('dialog', { name: 'This account is protected' }).waitFor();
  await checkScreen('review-protected-account');
});

test('missing permissions', async ({ page, review, checkScreen }) => {
  await review({ from: 'team/api', tags: ['2.12.0'], to: 'team/api', as: 'demo-auditor' });
  await page.getByText(/This replication cannot succeed/).waitFor();
  await checkScreen('review-not-allowed');
});
