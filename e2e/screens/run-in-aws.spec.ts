import { executionArn } from '../../electron/local-ecr/step-functions/executions.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';
import { ask } from '../pages/ask.ts';
import { planReplication } from '../pages/replication.ts';
import { expect, test } from './screen-test.ts';

test('the cost estimate, and the commands after the export', async ({
  ecr,
  app,
  page,
  home,
  checkScreen,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/web');
  await seedImage(source, [['layer', 5000]], ['1.0']);
  await planReplication(page, { from: 'team/web', tags: ['1.0'], to: 'team/web', create: true });
  await page.getByRole('button', { name: 'Run in AWS…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Run in AWS' });
  await dialog.getByRole('table', { name: 'Cost estimate' }).waitFor();
  await checkScreen('run-in-aws-estimate', dialog);
  await answerDialogs(app, { open: home.path });
  await dialog.getByRole('button', { name: 'Choose folder and export…' }).click();
  await dialog.getByRole('region', { name: 'Deploy command' }).waitFor();
  await checkScreen('run-in-aws-exported', dialog);
});

test('executions: one that runs and one that does not exist', async ({ ecr, page, checkScreen }) => {
  const execution = {
    accountId: '222222222222',
    region: production.region,
    stateMachine: 'ecr-image-replicator-0a1b2c3d',
    name: 'screens',
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
  const arn = executionArn(execution);
  await ask(page, 'settings.change', {
    executions: [arn, `${arn}-absent`].map((each) => ({ arn: each, profile: production.name })),
  });
  await page.reload();
  await page.getByRole('button', { name: /^Transfers/ }).click();
  await page.getByText('2 of 3 images, 1 running, 1 failed').waitFor();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('button', { name: '1 failure' }).click();
  await checkScreen('transfers-executions');
  await page.getByRole('button', { name: 'Attach to execution…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Attach to execution' });
  await dialog.getByRole('textbox', { name: 'Execution ARN' }).fill('arn:aws:states');
  await checkScreen('attach-to-execution', dialog);
});
