import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { choose, bothSidesChosen, freshPage } from '../../../testing/render-app.tsx';
import type { Answers } from '../../../testing/fake-api.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import { execution, executionArn, executionRoutes } from '../../../testing/sample-stack.ts';
import { comparison } from '../../../testing/sample-workspace.ts';
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

/** Shows an attached execution in this state, while both sides are chosen otherwise. */
const attached = (status: 'running' | 'succeeded' | 'failed', answers: Partial<Answers> = {}) =>
  showTransfers([], {
    ...bothSidesChosen({
      executions: [{ arn: executionArn, profile: 'production' }],
      source: { profile: 'production', regions: {} },
      destination: { profile: 'development', regions: {} },
    }),
    'awsStack.readExecution': () => ({ ...execution, status }),
    'comparisons.create': (request) => ({ ...comparison, request }),
    ...answers,
  });

describe('the comparison of an execution', () => {
  test('is opened for a finished execution, with profiles of the accounts that it names', async () => {
    const { user, calls } = await attached('failed');
    await user.click(await screen.findByRole('button', { name: 'Compare' }));
    expect(await screen.findByRole('heading', { name: /^Compare/ })).toBeTruthy();
    const sides = {
      source: { profile: 'development', region: 'eu-west-1' },
      destination: { profile: 'production', region: 'eu-central-1' },
    };
    const { pairs } = executionRoutes.routes[0] ?? {};
    expect(calls).toContainEqual(['comparisons.create', { ...sides, pairs }]);
    expect(calls.findLast(([name]) => name === 'settings.change')?.[1]).toMatchObject({
      source: { profile: 'development', regions: { development: 'eu-west-1' } },
      destination: { profile: 'production', regions: { production: 'eu-central-1' } },
    });
  });

  test('reaches the registry of an account without a profile with the one that reads the execution', async () => {
    const [route] = executionRoutes.routes;
    if (!route) throw new Error('no route');
    const foreign = { ...route, source: { accountId: '999900001111', region: 'eu-north-1' } };
    const { user, calls } = await attached('succeeded', {
      'awsStack.readRoutes': () => ({ routes: [route, foreign], isComplete: false }),
    });
    await user.click(await screen.findByRole('button', { name: 'Compare' }));
    expect(await screen.findByText(/^Not all images were read/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Compare 999900001111 eu-north-1 with/ }));
    await screen.findByRole('heading', { name: /^Compare/ });
    expect(calls.findLast(([name]) => name === 'comparisons.create')?.[1]).toMatchObject({
      source: { profile: 'production', region: 'eu-north-1', registryId: '999900001111' },
    });
  });

  test('is not offered while the execution runs', async () => {
    await attached('running');
    await screen.findByText('Running');
    expect(screen.queryByRole('button', { name: 'Compare' })).toBeNull();
  });

  test('says when the execution shows no images, and can be repeated after an error', async () => {
    let isDenied = true;
    const { user } = await attached('succeeded', {
      'awsStack.readRoutes': () => {
        if (isDenied)
          throw new Refusal({ code: 'access-denied', message: 'Not allowed states:ListExecutions.' });
        return { routes: [], isComplete: false };
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Compare' }));
    expect(await screen.findByText('Not allowed states:ListExecutions.')).toBeTruthy();
    isDenied = false;
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText(/^Step Functions does not show the images/)).toBeTruthy();
  });
});
