import { seedImage } from '../../electron/engine/testing/seed-image.ts';
import { startReplication } from '../pages/replication.ts';
import { Workspace } from '../pages/workspace.ts';
import { ask } from '../pages/ask.ts';
import { build, production } from '../test-accounts.ts';
import { test } from './screen-test.ts';

const MB = 1_000_000;

test('transfers: none, running, waiting, paused, held up, failed, done, their history', async ({
  ecr,
  page,
  look,
}) => {
  const source = ecr.registry('111111111111', build.region);
  const destination = ecr.registry('222222222222', production.region);
  const api = source.createRepository('team/api');
  destination.createRepository('team/api');
  const base = [1, 2, 3, 4].map((layer) => [`base-${layer}`, layer * 6 * MB] as const);
  for (const version of ['1.0', '1.1', '1.2'])
    await seedImage(api, [...base, [`app-${version}`, 30 * MB]], [version]);
  const web = source.createRepository('team/web');
  destination.createRepository('team/web');
  await seedImage(web, [['web', 20 * MB]], ['2026.1', 'latest']);

  await page.getByRole('button', { name: /^Transfers/ }).click();
  await page.getByText('No transfers yet').waitFor();
  await look('transfers-none');
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await page.getByText('Nothing was copied yet').waitFor();
  await look('history-none');
  await page.getByRole('navigation').getByRole('button', { name: 'Replicate', exact: true }).click();

  await ask(page, 'settings.change', { transfers: { atOnce: 1 } });
  const slow = { latencyMs: 20, up: { bytesPerSecondTotal: 3 * MB } };
  ecr.network.shape = slow;
  const { latest, layers } = await startReplication(page, {
    from: 'team/api',
    tags: ['1.0', '1.1', '1.2'],
    to: 'team/api',
  });
  await latest.getByRole('button', { name: 'Layers of 1.0' }).click();
  await layers
    .getByText(/^Copying [1-9]/)
    .first()
    .waitFor();
  await look('transfers-running');

  await page.getByRole('button', { name: 'Replicate more' }).click();
  const workspace = new Workspace(page);
  await page.getByRole('link', { name: 'Repositories', exact: true }).click();
  await workspace.openRepository('team/web');
  await workspace.pickTag('latest');
  await workspace.chooseDestination('team/web');
  await workspace.review.click();
  await page.getByRole('main').getByRole('button', { name: 'Replicate', exact: true }).click();
  await page.getByRole('heading', { name: 'Waiting (1)' }).waitFor();
  await look('transfers-waiting');

  const running = page.getByRole('region', { name: 'Transfer of team/api to team/api' });
  await running.getByRole('button', { name: 'Pause' }).click();
  await running.getByText('Paused', { exact: true }).waitFor();
  await look('transfers-paused');
  await running.getByRole('button', { name: 'Resume' }).click();
  ecr.faults.expireCredentials(production.principal.arn);
  ecr.network.shape = {};
  await running.getByText('Waiting for credentials').waitFor();
  await look('transfers-waiting-for-credentials');
  ecr.faults.renewCredentials(production.principal.arn);
  await running.getByRole('button', { name: 'Try now' }).click();
  await page.getByRole('heading', { name: 'Done (2)' }).waitFor();

  await running.getByRole('button', { name: 'Images of team/api to team/api' }).click();
  await running.getByRole('button', { name: 'What happened' }).click();
  await look('transfers-done');

  const broken = await seedImage(web, [['web-2', 2 * MB]], ['2026.2']);
  ecr.faults.add({
    kind: 'access-denied',
    operation: 'GetDownloadUrlForLayer',
    digest: broken.layerDigests[0] ?? '',
  });
  await page.getByRole('button', { name: 'Replicate more' }).click();
  await page.getByRole('button', { name: 'Refresh images' }).first().click();
  await workspace.pickTag('2026.2');
  await workspace.pickTag('2026.1');
  await workspace.review.click();
  await page.getByRole('main').getByRole('button', { name: 'Replicate', exact: true }).click();
  await page.getByRole('heading', { name: 'Failed (1)' }).waitFor();
  await look('transfers-failed');

  await page.getByRole('button', { name: 'History', exact: true }).click();
  await page.getByRole('heading', { name: 'History (3)' }).waitFor();
  await look('history');
  await page.getByRole('searchbox', { name: 'Search the history' }).fill('nothing of this name');
  await page.getByText('Nothing in the history matches').waitFor();
  await look('history-no-match');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByRole('button', { name: 'Clear…' }).click();
  await page.getByRole('dialog').waitFor();
  await look('history-clear');
  await page.keyboard.press('Escape');
  await page
    .getByRole('table', { name: 'History' })
    .getByRole('link', { name: /team\/api/ })
    .click();
  await page.getByRole('group', { name: 'From' }).waitFor();
  await look('history-entry');
});
