import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { startReplication } from '../pages/replication.ts';
import { build, production } from '../accounts/test-accounts.ts';

test('reports records that cannot be stored immediately, keeps them, and stores them after Retry now', async ({
  ecr,
  home,
  openApp,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('release/api');
  const { digest } = await seedImage(source, [['layer', 5000]], ['v1']);
  // A folder at the path of the database: root cannot open that either.
  const path = join(home.userData, 'records.db');
  await mkdir(path);

  const app = await openApp();
  const page = await app.firstWindow();
  await expect(page.getByText('The transfer queue and the history cannot be opened')).toBeVisible();
  const { latest } = await startReplication(page, { from: 'team/api', tags: ['v1'], to: 'release/api' });
  await expect(latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags]).toEqual([['v1', digest]]);
  await expect(
    page.getByText(`${path} is not a file. Move it out of ${home.userData}. Not stored: `, { exact: false }),
  ).toContainText('1 history entry');

  await rmdir(path);
  await page.getByRole('button', { name: 'Retry now' }).click();
  await expect(page.getByText('The transfer queue and the history cannot be opened')).toBeHidden();

  const ended = app.waitForEvent('close');
  await app.close();
  await ended;
  const again = await (await openApp()).firstWindow();
  await again.getByRole('button', { name: 'History', exact: true }).click();
  await expect(again.getByRole('heading', { name: 'History (1)' })).toBeVisible();
});
