import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';
import { Workspace } from '../pages/workspace.ts';

test('a batch is exported to AWS as a whole, and ECR replicates it by one rule', async ({
  ecr,
  app,
  page,
  home,
}) => {
  const names = ['team/api', 'team/web'];
  const source = ecr.registry('111111111111', build.region);
  for (const name of names) await seedImage(source.createRepository(name), [[name, 5000]], ['1.0']);
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.chooseProfile('Destination', production);
  for (const name of names)
    await workspace.repositories.getByRole('checkbox', { name: `Select ${name}` }).click();
  await page.getByRole('button', { name: 'Configure tags and names' }).click();
  await page.getByRole('button', { name: 'Plan', exact: true }).click();

  await page.getByRole('button', { name: 'Run in AWS…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run in AWS' });
  // Other tests export into the home folder of the shared app.
  const parent = await mkdtemp(join(home.path, 'batch-'));
  await answerDialogs(app, { open: parent });
  await dialog.getByRole('button', { name: 'Choose folder and export…' }).click();
  await expect(dialog.getByRole('region', { name: 'Deploy command' })).toContainText('cloudformation deploy');
  const [folder = ''] = await readdir(parent);
  const items = await readFile(join(parent, folder, 'items.jsonl'), 'utf8');
  for (const name of names) expect(items).toContain(`"repository_name":"${name}","image_digest"`);
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'Let ECR replicate…' }).click();
  const rules = page.getByRole('table', { name: 'Replication rules after the change' });
  await expect(
    rules.getByRole('row', { name: /^Added 2222-2222-2222.*us-west-2.*team\/api.*team\/web/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('list', { name: 'Changes' }).getByText('Applied')).toHaveCount(2);
  expect(source.replicationRules).toMatchObject([
    { repositoryFilters: names.map((filter) => ({ filter, filterType: 'PREFIX_MATCH' })) },
  ]);
});
