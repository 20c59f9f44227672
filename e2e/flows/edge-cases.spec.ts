import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { startAgain } from '../app/launch.ts';
import { clickMenu } from '../pages/click-menu.ts';
import { planReplication, startReplication } from '../pages/replication.ts';
import { Review } from '../pages/review.ts';
import { chooseProfile } from '../pages/select.ts';
import { Transfers } from '../pages/transfers.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';

const MB = 1_000_000;
const choice = { from: 'team/api', tags: ['v1'], to: 'team/api' } as const;

test.beforeEach(async ({ ecr }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  await seedImage(source, [['layer', 20 * MB]], ['v1']);
  ecr.registry('222222222222', production.region).createRepository('team/api');
});

test('copies once after a double click on Replicate', async ({ page }) => {
  const review = await planReplication(page, choice);
  await review.replicate.dblclick();
  const transfers = page.getByRole('region', { name: /^Transfer of / });
  await expect(transfers.getByText('Replicated')).toBeVisible();
  await expect(transfers).toHaveCount(1);
});

test('keeps the smallest window usable with the longest names', async ({ ecr, page }) => {
  await page.setViewportSize({ width: 900, height: 600 });
  const name = `${'a'.repeat(63)}/`.repeat(3) + 'b'.repeat(64);
  const longest = ecr.registry('111111111111', build.region).createRepository(name);
  const tags = ['v', 'w', 'x', 'y'].map((letter) => letter.repeat(128));
  await seedImage(longest, [['layer', MB]], tags);
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await expect(workspace.repositories.getByText('AES-256').first()).toBeInViewport();
  await workspace.openRepository(name);
  await page.getByRole('checkbox', { name: /^Select v/ }).click({ force: true });
  await workspace.chooseProfile('Destination', production);
  await workspace.chooseDestination('team/api');
  const bar = page.getByRole('region', { name: 'Next step' });
  await expect(bar).toContainText('1 image, 4 tags');
  expect((await bar.boundingBox())?.height).toBeLessThan(80);

  await workspace.review.click();
  await new Review(page).replicate.click();
  const { latest, layers } = new Transfers(page);
  await expect(latest.getByText('Replicated')).toBeVisible();
  const [top, first] = await Promise.all([latest, layers.first()].map((part) => part.boundingBox()));
  expect((first?.y ?? Infinity) - (top?.y ?? 0)).toBeLessThan(700);
});

test('keeps the buttons of the top bar in the smallest window at 200 %', async ({ app, page }) => {
  await page.setViewportSize({ width: 450, height: 300 });
  await expect(page.getByRole('button', { name: 'Help', exact: true })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeInViewport({ ratio: 1 });
  const settings = page.getByRole('navigation').getByRole('button', { name: 'Settings' });
  await clickMenu(app, 'show-settings');
  await expect(settings).toBeInViewport({ ratio: 1 });
  const replicate = page.getByRole('navigation').getByRole('button', { name: 'Replicate' });
  await replicate.focus();
  await expect(replicate).toBeInViewport({ ratio: 1 });
});

test('leaves the page visible and its buttons free in the smallest window at 200 %', async ({ page }) => {
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.openRepository('team/api');
  await workspace.pickTag('v1');
  await workspace.chooseProfile('Destination', production);
  const bar = page.getByRole('region', { name: 'Next step' });
  await expect(bar).toContainText('Creates tag v1');
  await page.setViewportSize({ width: 450, height: 300 });
  await expect.poll(async () => (await bar.boundingBox())?.height).toBeLessThan(100);
  const account = workspace.side('Source').getByText('1111-1111-1111');
  const note = workspace.side('Source').getByText('Registry account');
  const gap = async (): Promise<number> => {
    const [above, below] = await Promise.all([account.boundingBox(), note.boundingBox()]);
    return above && below ? below.y - (above.y + above.height) : Number.NaN;
  };
  await expect.poll(gap).toBeGreaterThanOrEqual(0);

  await bar.getByRole('button', { name: 'Clear selection' }).click();
  const undo = page.getByRole('button', { name: /^Undo: / });
  await expect(undo).toBeInViewport({ ratio: 1 });
  // Fails while something is over it.
  await bar.getByText('Nothing selected').click();
  await undo.click();
  await expect(bar).toContainText('1 image');
});

test('moves the keyboard focus with a followed link, and back again', async ({ page }) => {
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.repositories.getByRole('link', { name: 'team/api' }).focus();
  await page.keyboard.press('Enter');
  await expect(workspace.images).toBeVisible();
  await page.keyboard.press('Tab');
  const back = page.getByRole('link', { name: 'Repositories' });
  await expect(back).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(workspace.repositories).toBeVisible();
  for (const name of ['Info about repositories', 'Refresh repositories']) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name })).toBeFocused();
  }
});

test('shows the demo registries in the open window after a second start with --demo', async ({
  home,
  page,
}) => {
  await page.getByRole('button', { name: 'Source profile' }).waitFor();
  await startAgain({ home: home.path, userData: home.userData, args: ['--demo'] });
  await expect(page.getByRole('button', { name: 'Exit demo' })).toBeVisible();
  await chooseProfile(page, 'Source profile', 'demo-build');
  await expect(page.getByRole('link', { name: 'team/api', exact: true })).toBeVisible();
});

test('does not interrupt a running copy with a second start with --demo', async ({ ecr, home, page }) => {
  ecr.network.shape = { latencyMs: 10, up: { bytesPerSecondPerConnection: MB } };
  const transfers = await startReplication(page, choice);
  await expect(transfers.layers.getByText(/^Copying [1-9]/).first()).toBeVisible();
  await startAgain({ home: home.path, userData: home.userData, args: ['--demo'] });
  ecr.network.shape = {};
  await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled();
});
