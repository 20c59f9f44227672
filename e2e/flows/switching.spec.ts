import { expect, test } from '../fixtures/fixtures.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';

const other = { ...production, region: build.region };

test.use({ profiles: [[build, other], { scope: 'test' }] });

test('never shows a slow response of the previous account for the current one', async ({ ecr, page }) => {
  ecr.registry('111111111111', build.region).createRepository('build/only');
  ecr.registry('222222222222', build.region).createRepository('production/only');
  const listed = (accountId: string) =>
    ecr.calls.of('DescribeRepositories').filter((call) => call.accountId === accountId);
  const workspace = new Workspace(page);
  await expect(workspace.profileField('Source')).toBeVisible();
  // Every rendering is recorded, because a wrong one can be visible only for a moment.
  await page.evaluate(() => {
    const drawn: string[] = [];
    Object.assign(window, { drawn });
    new MutationObserver(() => drawn.push(document.body.textContent)).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });

  ecr.network.shape = { latencyMs: 5_000 };
  await workspace.chooseProfile('Source', build);
  await expect.poll(() => ecr.calls.all.length).toBeGreaterThan(0);
  const left = [...ecr.calls.all];
  expect(left.some(({ endedAt }) => endedAt === undefined)).toBe(true);
  ecr.network.shape = {};
  await workspace.chooseProfile('Source', other);
  await expect(workspace.repositories.getByText('production/only').first()).toBeVisible();
  await expect(workspace.side('Source')).toContainText('2222-2222-2222');
  // The slow responses have arrived by now, or were canceled.
  await expect.poll(() => left.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  await expect.poll(() => listed('222222222222').length).toBeGreaterThan(0);
  const drawn = await page.evaluate(() => JSON.stringify(Reflect.get(window, 'drawn')));
  expect(drawn).toContain('production/only');
  expect(drawn).not.toContain('build/only');
  await expect(workspace.side('Source')).not.toContainText('1111-1111-1111');
});
