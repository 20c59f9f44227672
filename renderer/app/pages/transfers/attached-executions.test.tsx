import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { choose, bothSidesChosen, freshPage } from '../../../testing/render-app.tsx';
import { Refusal } from '../../../testing/fake-api.ts';
import { executionArn } from '../../../testing/sample-stack.ts';
import { showTransfers } from '../../../testing/show-transfers.ts';

freshPage();

test('an execution is attached by its ARN, shown with its counts and failures, and removed', async () => {
  const { user, calls } = await showTransfers([], bothSidesChosen());
  await user.click(screen.getByRole('button', { name: 'Attach to execution…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Attach to execution' });
  const field = within(dialog).getByRole('textbox', { name: 'Execution ARN' });
  const attach = within(dialog).getByRole('button', { name: 'Attach' });
  await user.click(field);
  await user.paste('arn:aws:states:eu');
  expect(within(dialog).getByText(/^An execution is named by its ARN/)).toBeTruthy();
  await user.clear(field);
  await user.paste(executionArn);
  expect(attach).toHaveProperty('disabled', true);
  await choose(user, 'Profile', /^production/);
  await user.click(attach);

  const card = await screen.findByRole('region', { name: /^Execution ecr-image-replicator-0a1b2c3d:run-1/ });
  expect(await within(card).findByText('Running')).toBeTruthy();
  expect(within(card).getByText('120 of 1,000 images, 20 running, 860 pending, 3 failed')).toBeTruthy();
  expect(within(card).getByText('The first 1 of 3 failures')).toBeTruthy();
  expect(calls).toContainEqual([
    'settings.change',
    { executions: [{ arn: executionArn, profile: 'production' }] },
  ]);

  await user.click(within(card).getByRole('button', { name: /^Remove execution/ }));
  expect(screen.queryByRole('region', { name: /^Execution/ })).toBeNull();
});

test('a stored execution that cannot be read shows why, and can be read again', async () => {
  let isDenied = true;
  const { user } = await showTransfers([], {
    ...bothSidesChosen({ executions: [{ arn: executionArn, profile: 'production' }] }),
    'awsStack.readExecution': ({ arn }) => {
      if (isDenied)
        throw new Refusal({ code: 'access-denied', message: 'Not allowed states:DescribeExecution.' });
      return { arn, status: 'succeeded', startedAt: 0, failures: [] };
    },
  });
  expect(await screen.findByText('Not allowed states:DescribeExecution.')).toBeTruthy();
  isDenied = false;
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('Succeeded')).toBeTruthy();
});
