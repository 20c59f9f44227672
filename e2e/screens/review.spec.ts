import { chooseProfile } from '../pages/select.ts';
import { Review } from '../pages/review.ts';
import { ask } from '../pages/ask.ts';
import { Workspace } from '../pages/workspace.ts';
import { expect, test } from './screen-test.ts';

test.use({ profiles: [[], { scope: 'test' }], appArguments: [['--demo'], { scope: 'test' }] });

/** From where a review is left, to the next one. */
async function review(
  workspace: Workspace,
  { from, tags, to, create = false }: { from: string; tags: readonly string[]; to: string; create?: boolean },
): Promise<Review> {
  const { page } = workspace;
  await workspace.openRepository(from);
  for (const tag of tags) await workspace.pickTag(tag);
  await workspace.chooseDestination(to, { create });
  await workspace.review.click();
  return new Review(page);
}

const leave = async (workspace: Workspace): Promise<void> => {
  await workspace.page.getByRole('button', { name: 'Back', exact: true }).click();
  await workspace.page.getByRole('link', { name: 'Repositories', exact: true }).click();
};

test('the review: planning, moving tags, conflicts, a new repository, what is missing, protection', async ({
  page,
  look,
}) => {
  const workspace = new Workspace(page);
  await chooseProfile(workspace.side('Source'), 'Source profile', 'demo-build');
  await chooseProfile(workspace.side('Destination'), 'Destination profile', 'demo-production');

  const moved = await review(workspace, { from: 'team/api', tags: ['latest', '2.11.0'], to: 'team/api' });
  await moved.fact('To move').getByText('MB').first().waitFor();
  await page.getByText(/can be tried is allowed/).waitFor();
  await look('review-tag-moves');
  await leave(workspace);

  const fresh = await review(workspace, {
    from: 'data/pipeline',
    tags: ['3.2.0', 'stable'],
    to: 'mirror/pipeline',
    create: true,
  });
  await fresh.settings.waitFor();
  await fresh.fact('To move').getByText('B').first().waitFor();
  await look('review-new-repository');
  await leave(workspace);

  await review(workspace, { from: 'platform/base', tags: ['12-r5', '12-r6'], to: 'platform/base' });
  await page
    .getByText(/obstacle/)
    .first()
    .waitFor();
  await look('review-tag-conflicts');
  await leave(workspace);

  await ask(page, 'settings.change', {
    accounts: { '444455556666': { label: 'Production', colour: 'red', isProtected: true } },
  });
  await page.reload();
  const protectedReview = await review(workspace, {
    from: 'team/web',
    tags: ['latest'],
    to: 'mirror/web',
    create: true,
  });
  await expect(protectedReview.replicate).toBeEnabled();
  await protectedReview.replicate.click();
  await page.getByRole('dialog', { name: 'This account is protected' }).waitFor();
  await look('review-protected-account');
  await page.keyboard.press('Escape');
  await leave(workspace);

  await chooseProfile(workspace.side('Destination'), 'Destination profile', 'demo-auditor');
  await review(workspace, { from: 'team/api', tags: ['2.12.0'], to: 'team/api' });
  await page.getByText(/this copy would not get through/).waitFor();
  await look('review-not-allowed');
});
