import { expect, test } from '../fixtures/fixtures.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';

const other = { ...production, region: build.region };

test.use({ profiles: [[build, other], { scope: 'test' }] });

test('a slow answer of the account before never stands under the one chosen since', async ({ ecr, page }) => {
  ecr.registry('111111111111', build.region).createRepository('build/only');
  ecr.registry('222222222222', build.region).createRepository('production/only');
  const listed = (accountId: string) =>
    ecr.calls.of('DescribeRepositories').filter((call) => call.accountId === accountId);
  const workspace = new Workspace(page);
  await expect(workspace.profileField('Source')).toBeVisible();
  // Whatever is ever drawn is noted, or what stands there for a moment would not be seen.
  await page.evaluate(() => {
    const drawn: string[] = [];
    Object.assign(window, { drawn });
    new MutationObserver(() => drawn.push(document.body.textContent)).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });

  ecr.network.shape = { latencyMs: 1500 };
  await workspace.chooseProfile('Source', build);
  await expect.poll(() => ecr.calls.all.length).toBeGreaterThan(0);
  const left = [...ecr.calls.all];
  expect(left.some(({ endedAt }) => endedAt === undefined)).toBe(true);
  ecr.network.shape = {};
  await workspace.chooseProfile('Source', other);
  await expect(workspace.repositories.getByText('production/only').first()).toBeVisible();
  await expect(workspace.side('Source')).toContainText('2222-2222-2222');
  // The slow answers have come by now, or were given up.
  await expect.poll(() => left.every(({ endedAt }) => endedAt !== undefined), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => listed('222222222222').length).toBeGreaterThan(0);
  const drawn = await page.evaluate(() => JSON.stringify(Reflect.get(window, 'drawn')));
  expect(drawn).toContain('production/only');
  expect(drawn).not.toContain('build/only');
  await expect(workspace.side('Source')).not.toContainText('1111-1111-1111');
});
