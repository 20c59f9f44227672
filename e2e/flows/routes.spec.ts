import { seedImage } from '../../electron/testing/seed-image.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { startReplication } from '../pages/replication.ts';
import { Transfers } from '../pages/transfers.ts';
import { Workspace } from '../pages/workspace.ts';

test('copies over yesterday’s route with three clicks after a start', async ({ ecr, openApp }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('release/api');
  await seedImage(source, [['layer', 5000]], ['1.0']);
  const { digest } = await seedImage(source, [['new', 5000]], ['1.1']);
  const first = await openApp();
  const transfers = await startReplication(await first.firstWindow(), {
    from: 'team/api',
    tags: ['1.0'],
    to: 'release/api',
  });
  await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  await first.close();

  const page = await (await openApp()).firstWindow();
  const workspace = new Workspace(page);
  await workspace.side('Source').waitFor();
  await page.evaluate(() => {
    const clicks: Event[] = [];
    Object.assign(window, { clicks });
    addEventListener('click', (event) => clicks.push(event), true);
  });
  await page
    .getByRole('list', { name: 'Routes' })
    .getByRole('button', { name: /^(?!Pin|Remove).*team\/api.*release\/api/ })
    .click();
  await workspace.pickTag('1.1');
  const bar = page.getByRole('region', { name: 'Next step' });
  await expect(bar.getByText(/^Creates tag 1\.1; .* to transfer\.$/)).toBeVisible();
  expect(destination.tags.has('1.1')).toBe(false);
  await bar.getByRole('button', { name: 'Replicate' }).click();

  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(destination.tags.get('1.1')).toBe(digest);
  expect(await page.evaluate(() => Reflect.get(window, 'clicks').length)).toBe(3);
});

test('shows at least eight rows of images at 900×600 once both sides are chosen', async ({
  ecr,
  openApp,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  for (let index = 0; index < 12; index += 1)
    await seedImage(source, [[`layer ${index}`, 100]], [`1.${index}`]);
  const page = await (await openApp()).firstWindow();
  await page.setViewportSize({ width: 900, height: 600 });
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.chooseProfile('Destination', production);
  await workspace.openRepository('team/api');
  await expect(page.getByRole('button', { name: 'Change source and destination' })).toBeVisible();
  await expect(workspace.images.getByRole('button', { name: 'Tag 1.0' })).toBeAttached();
  const bar = await page.getByRole('region', { name: 'Next step' }).boundingBox();
  const rows = await Promise.all(
    (await workspace.images.locator('tbody').getByRole('row').all()).map((row) => row.boundingBox()),
  );
  const visible = rows.filter((box) => box && bar && box.y + box.height <= bar.y);
  expect(visible.length).toBeGreaterThanOrEqual(8);
});
