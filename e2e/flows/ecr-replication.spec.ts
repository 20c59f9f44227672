import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';
import { planReplication } from '../pages/replication.ts';

test('lets ECR replicate: shows the changes, exports and applies them, and follows the backfill', async ({
  ecr,
  app,
  page,
  home,
}) => {
  const source = ecr.registry('111111111111', build.region);
  const destination = ecr.registry('222222222222', production.region);
  const repository = source.createRepository('team/api');
  source.createRepository('team/api-gateway');
  await seedImage(repository, [['one', 5000]], ['1.0']);
  await seedImage(repository, [['two', 5000]], ['2.0']);

  await planReplication(page, { from: 'team/api', tags: ['1.0'], to: 'team/api', create: true });
  await expect(
    page.getByText(/^ECR replication cannot do this\. .*tag 2\.0 of team\/api is not chosen/),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Tag 2.0', exact: true }).click();
  await page.getByRole('button', { name: 'Review', exact: true }).click();
  await page.getByRole('button', { name: 'Let ECR replicate…' }).click();

  const rules = page.getByRole('table', { name: 'Replication rules after the change' });
  await expect(rules.getByRole('row', { name: /^Added 2222-2222-2222.*us-west-2.*team\/api/ })).toBeVisible();
  await expect(page.getByText(/^The prefixes also match 1 other repository/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Statement' })).toContainText('ecr:ReplicateImage');

  const path = join(home.path, 'replication.json');
  await answerDialogs(app, { save: path });
  await page.getByRole('button', { name: 'Export CloudFormation…' }).click();
  await expect(page.getByText(`CloudFormation template saved to ${path}`)).toBeVisible();
  expect(await readFile(path, 'utf8')).toContain('AWS::ECR::ReplicationConfiguration');
  expect(source.replicationRules).toEqual([]);

  ecr.calls.clear();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('list', { name: 'Changes' }).getByText('Applied')).toHaveCount(2);
  expect(source.replicationRules).toHaveLength(1);

  await page.getByRole('button', { name: 'Start backfill' }).click();
  const card = page.getByRole('region', { name: /^Backfill from 1111-1111-1111, eu-central-1/ });
  await expect(card.getByText('Complete')).toBeVisible();
  await expect(card.getByText('2 of 2 replications')).toBeVisible();
  expect([...destination.repository('team/api').tags.keys()].toSorted()).toEqual(['1.0', '2.0']);
  expect(ecr.calls.layerBytes).toBe(0);

  await page.reload();
  await page.getByRole('button', { name: /^Transfers/ }).click();
  await expect(card.getByText('Complete')).toBeVisible();
  await page.getByRole('button', { name: 'Replication', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Replication rules' }).getByText('team/api')).toBeVisible();
  await expect(card.getByText('Complete')).toBeVisible();
});

test('sets up replication and stops a running backfill with the keyboard alone', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region);
  const destination = ecr.registry('222222222222', production.region);
  await seedImage(source.createRepository('team/api'), [['one', 5000]], ['1.0']);
  destination.createRepository('team/api');
  // A backfill that lasts until it is stopped.
  ecr.replications.pace = { push: 0, preparation: 0, image: 24 * 3_600_000 };
  await planReplication(page, { from: 'team/api', tags: ['1.0'], to: 'team/api' });

  const press = async (name: string | RegExp, key = 'Enter'): Promise<void> => {
    const button = page.getByRole('button', { name });
    for (let step = 0; step < 80; step += 1) {
      if (await button.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await expect(button).toBeFocused();
    await page.keyboard.press(key);
  };
  await press('Let ECR replicate…');
  await expect(page.getByRole('heading', { name: 'Let ECR replicate' })).toBeFocused();
  await press(/^Apply$/);
  await press('Start backfill');
  const card = page.getByRole('region', { name: /^Backfill from 1111-1111-1111, eu-central-1/ });
  await expect(card.getByText('In progress')).toBeVisible();
  await press('Stop…');
  await expect(page.getByRole('dialog', { name: 'Stop backfill?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Stop…' })).toBeFocused();
  await page.keyboard.press('Enter');
  await press('Stop backfill');
  await expect(card.getByText('Stopped')).toBeVisible();
  expect([...destination.repository('team/api').tags]).toEqual([]);
});
