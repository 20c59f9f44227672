import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { executionArn } from '../../electron/local-ecr/step-functions/executions.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';
import { planReplication } from '../pages/replication.ts';
import { choose } from '../pages/select.ts';
import { Workspace } from '../pages/workspace.ts';

test('exports a run in AWS with its cost estimate and commands', async ({ ecr, app, page, home }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  await seedImage(source, [['layer', 5000]], ['1.0']);
  await planReplication(page, { from: 'team/api', tags: ['1.0'], to: 'team/api', create: true });
  await page.getByRole('button', { name: 'Run in AWS…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run in AWS' });
  await expect(dialog.getByRole('row', { name: /^Total .*\$/ })).toBeVisible();
  await expect(dialog.getByText(/^List prices, checked on \d{4}-\d\d-\d\d/)).toBeVisible();

  await answerDialogs(app, { open: home.path });
  await dialog.getByRole('button', { name: 'Choose folder and export…' }).click();
  await expect(dialog.getByRole('region', { name: 'Deploy command' })).toContainText('cloudformation deploy');
  const [folder = ''] = (await readdir(home.path)).filter((name) => name.startsWith('ecr-image-replicator-'));
  await expect(dialog.getByText(join(home.path, folder))).toBeVisible();
  expect(await readdir(join(home.path, folder))).toEqual(
    expect.arrayContaining(['README.md', 'items.jsonl', 'state-machine.asl.json', 'template.yaml']),
  );
  expect(await readFile(join(home.path, folder, 'items.jsonl'), 'utf8')).toContain('"team/api"');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  // The folder is never written into again.
  await page.getByRole('button', { name: 'Run in AWS…' }).click();
  await dialog.getByRole('button', { name: 'Choose folder and export…' }).click();
  await expect(dialog.getByText(/cannot be used\. It is not empty\./)).toBeVisible();
});

test('attaches to an execution, which a reload of the window keeps', async ({ ecr, page }) => {
  const execution = {
    accountId: '222222222222',
    region: production.region,
    stateMachine: 'ecr-image-replicator-0a1b2c3d',
    name: 'run',
    status: 'RUNNING',
    startedAt: new Date(),
    items: [
      { name: 'a', status: 'SUCCEEDED', input: '{}' },
      {
        name: 'b',
        status: 'FAILED',
        input: '{}',
        ending: { at: new Date(), error: 'tag-immutable', cause: 'Tag 1.0 is immutable.' },
      },
      { name: 'c', status: 'RUNNING', input: '{}' },
    ],
  } as const;
  ecr.executions.set(execution);
  await page.getByRole('button', { name: /^Transfers/ }).click();
  await page.getByRole('button', { name: 'Attach to execution…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Attach to execution' });
  await dialog.getByRole('textbox', { name: 'Execution ARN' }).fill(executionArn(execution));
  await choose(dialog, 'Profile', production.name);
  await dialog.getByRole('button', { name: 'Attach' }).click();

  const card = page.getByRole('region', { name: /^Execution ecr-image-replicator-0a1b2c3d:run$/ });
  await expect(card.getByText('2 of 3 images, 1 running, 1 failed')).toBeVisible();
  await card.getByRole('button', { name: '1 failure' }).click();
  await expect(card.getByText('Tag 1.0 is immutable.')).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: /^Transfers/ }).click();
  ecr.executions.set({ ...execution, status: 'FAILED', ending: { at: new Date(), error: 'items-failed' } });
  await expect(card.getByText('Failed', { exact: true })).toBeVisible();
  await card.getByRole('button', { name: /^Remove execution/ }).click();
  await expect(card).toHaveCount(0);
});

test('compares both sides of a finished execution', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  ecr.registry('222222222222', production.region).createRepository('mirror/api');
  await seedImage(source, [['layer', 5000]], ['1.0']);
  const input = JSON.stringify({
    source: {
      account_id: '111111111111',
      region: build.region,
      repository_name: 'team/api',
      image_digest: `sha256:${'a'.repeat(64)}`,
    },
    destination: {
      account_id: '222222222222',
      region: production.region,
      repository_name: 'mirror/api',
    },
  });
  const execution = {
    accountId: '222222222222',
    region: production.region,
    stateMachine: 'ecr-image-replicator-0a1b2c3d',
    name: 'done',
    status: 'SUCCEEDED',
    startedAt: new Date(),
    ending: { at: new Date() },
    // Items of other executions in this test file have other names.
    items: [{ name: 'compared', status: 'SUCCEEDED', input }],
  } as const;
  ecr.executions.set(execution);
  // Its account is known once the profile has been used.
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.openRepository('team/api');
  await page.getByRole('button', { name: /^Transfers/ }).click();
  await page.getByRole('button', { name: 'Attach to execution…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Attach to execution' });
  await dialog.getByRole('textbox', { name: 'Execution ARN' }).fill(executionArn(execution));
  await choose(dialog, 'Profile', production.name);
  await dialog.getByRole('button', { name: 'Attach' }).click();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();

  // The execution says that it succeeded; the comparison shows what is at the destination.
  await expect(
    page.getByRole('table', { name: 'Comparison' }).getByRole('row', { name: /1\.0/ }),
  ).toContainText('Only at source');
});
