import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';
import { startReplication } from '../pages/replication.ts';
import { Transfers } from '../pages/transfers.ts';
import { build, production } from '../accounts/test-accounts.ts';

test('verifies a copy, and saves its report', async ({ ecr, app, page, home }) => {
  const from = ecr.registry('111111111111', build.region).createRepository('team/app');
  ecr.registry('222222222222', production.region).createRepository('release/app');
  const { digest } = await seedImage(from, [['layer', 5000]], ['v1']);

  await startReplication(page, { from: 'team/app', tags: ['v1'], to: 'release/app' });
  const transfers = new Transfers(page);
  await expect(transfers.images.getByText('Done, verified')).toBeVisible();

  await transfers.saveReport();
  await expect(transfers.latest.getByRole('button', { name: 'Save report' })).toBeEnabled();
  await expect(transfers.latest.getByText('Report saved to')).toHaveCount(0);

  const path = join(home.path, 'report.json');
  await answerDialogs(app, { save: path });
  await transfers.saveReport();
  await expect(transfers.latest.getByText(`Report saved to ${path}`)).toBeVisible();
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    version: 1,
    result: 'verified',
    source: { arn: build.principal.arn, repositoryName: 'team/app' },
    destination: { arn: production.principal.arn, repositoryName: 'release/app' },
    images: [{ destinationDigest: digest, tags: [{ tag: 'v1', digest }], result: { kind: 'verified' } }],
  });

  await answerDialogs(app, { save: join(home.path, 'no-such-folder', 'report.json') });
  await transfers.saveReport();
  await expect(transfers.latest.getByText(/^The file cannot be written to /)).toBeVisible();
});
