import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Refusal } from '../../../testing/fake-api.ts';
import { bothSidesChosen, freshPage, openReview, renderWithSides } from '../../../testing/render-app.tsx';
import { plan } from '../../../testing/sample-data.ts';
import { proposal } from '../../../testing/sample-replication.ts';

freshPage();

const openSetup = async (app: ReturnType<typeof renderWithSides>): Promise<void> => {
  await openReview(app.user);
  await app.user.click(await screen.findByRole('button', { name: 'Let ECR replicate…' }));
  await screen.findByRole('heading', { name: 'Let ECR replicate' });
};

test('the reason why ECR replication is not possible is one line of the review', async () => {
  const { user } = renderWithSides({
    'replication.offer': () => ({ kind: 'not-offered', reason: 'It has no tag filter.' }),
  });
  await openReview(user);
  expect(await screen.findByText('ECR replication cannot do this. It has no tag filter.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Let ECR replicate…' })).toBeNull();
});

test('shows every change before it is applied, applies it, and starts the backfill', async () => {
  const app = renderWithSides({
    'replication.apply': ({ proposalId }) => ({
      proposalId,
      isActive: true,
      steps: [
        { step: 'registry-policy', outcome: { kind: 'done' } },
        { step: 'replication-configuration', outcome: { kind: 'done' } },
      ],
    }),
  });
  await openSetup(app);
  const rules = screen.getByRole('table', { name: 'Replication rules after the change' });
  expect(within(rules).getByRole('row', { name: /^Unchanged .* All repositories$/ })).toBeTruthy();
  expect(within(rules).getByRole('row', { name: /^Added 4444-5555-6666.* team\/api$/ })).toBeTruthy();
  expect(screen.getByText(/also match 1 other repository of the source/)).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Statement' }).textContent).toContain('ecr:ReplicateImage');
  expect(app.calls.some(([name]) => name === 'replication.apply')).toBe(false);

  await app.user.click(screen.getByRole('checkbox', { name: 'Create the templates' }));
  await app.user.click(screen.getByRole('button', { name: 'Apply' }));
  const changes = await screen.findByRole('list', { name: 'Changes' });
  expect(within(changes).getAllByText('Applied')).toHaveLength(2);
  // What is done is not announced as a change any more.
  expect(screen.queryByRole('table', { name: 'Replication rules after the change' })).toBeNull();
  expect(screen.queryByRole('region', { name: 'Statement' })).toBeNull();
  expect(app.calls).toContainEqual([
    'replication.apply',
    { proposalId: proposal.id, createTemplates: false },
  ]);

  await app.user.click(screen.getByRole('button', { name: 'Start backfill' }));
  expect(await screen.findByRole('region', { name: /^Backfill from 1111-2222-3333/ })).toBeTruthy();
  expect(app.calls).toContainEqual([
    'replication.startBackfill',
    {
      selection: { profile: 'development', region: 'eu-west-1' },
      accountId: '111122223333',
      destination: { accountId: '444455556666', region: 'eu-central-1' },
    },
  ]);
});

test('changes that were made before a failure are shown, and the proposal can be applied again', async () => {
  const app = renderWithSides({
    'replication.apply': ({ proposalId }) => ({
      proposalId,
      isActive: false,
      steps: [
        { step: 'registry-policy', outcome: { kind: 'done' } },
        {
          step: 'creation-template',
          prefix: 'team',
          outcome: {
            kind: 'failed',
            error: { code: 'access-denied', message: 'Not allowed.', side: 'destination', retryable: false },
          },
        },
        { step: 'replication-configuration', outcome: { kind: 'not-started' } },
      ],
    }),
  });
  await openSetup(app);
  await app.user.click(screen.getByRole('button', { name: 'Apply' }));
  const changes = await screen.findByRole('list', { name: 'Changes' });
  expect(within(changes).getByText('Repository creation template team')).toBeTruthy();
  expect(within(changes).getByText('Not allowed.')).toBeTruthy();
  expect(within(changes).getByText(/^Not started/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Start backfill' })).toBeNull();
  await app.user.click(screen.getByRole('button', { name: 'Apply again' }));
  expect(app.calls.filter(([name]) => name === 'replication.apply')).toHaveLength(2);
});

test('a registry that changed since is shown again before anything is applied', async () => {
  const app = renderWithSides({
    'replication.apply': () => {
      throw new Refusal({ code: 'plan-outdated', message: 'The rules have changed.', action: 'plan-again' });
    },
  });
  await openSetup(app);
  await app.user.click(screen.getByRole('button', { name: 'Apply' }));
  await app.user.click(await screen.findByRole('button', { name: 'Plan again' }));
  expect(await screen.findByRole('button', { name: 'Apply' })).toHaveProperty('disabled', false);
  expect(app.calls.findLast(([name]) => name === 'replication.offer')).toEqual([
    'replication.offer',
    { planId: plan.id, prefixes: ['team/api'] },
  ]);
});

test('other prefixes change the proposal', async () => {
  const app = renderWithSides({
    'replication.offer': ({ prefixes }) =>
      prefixes?.includes('team/')
        ? { kind: 'offered', proposal: { ...proposal, prefixes: ['team/'] } }
        : prefixes
          ? { kind: 'not-offered', reason: 'No chosen repository starts with x/.' }
          : { kind: 'offered', proposal },
  });
  await openSetup(app);
  const field = screen.getByRole('textbox', { name: 'Repository prefixes' });
  await app.user.clear(field);
  await app.user.type(field, 'x/');
  await app.user.click(screen.getByRole('button', { name: 'Update' }));
  expect(await screen.findByText('No chosen repository starts with x/.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Apply' })).toHaveProperty('disabled', true);
  await app.user.clear(field);
  await app.user.type(field, 'team/');
  await app.user.click(screen.getByRole('button', { name: 'Update' }));
  await screen.findByDisplayValue('team/');
  expect(screen.getByRole('button', { name: 'Update' })).toHaveProperty('disabled', true);
  expect(screen.getByRole('button', { name: 'Apply' })).toHaveProperty('disabled', false);
});

test('both protected accounts are confirmed, the destination first', async () => {
  const accounts = {
    '444455556666': { label: 'Prod', color: 'red', isProtected: true },
    '111122223333': { label: 'Dev', color: 'blue', isProtected: true },
  } as const;
  const app = renderWithSides(bothSidesChosen({ accounts }));
  await openSetup(app);
  await app.user.click(screen.getByRole('button', { name: 'Apply' }));
  for (const label of ['Prod', 'Dev']) {
    const field = await screen.findByRole('textbox', { name: 'Label or ID of the protected account' });
    expect(screen.getByRole('dialog').textContent).toContain(label);
    await app.user.type(field, label);
    await app.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Apply' }));
  }
  expect(app.calls).toContainEqual([
    'replication.apply',
    { proposalId: proposal.id, createTemplates: true, confirmation: 'Prod', sourceConfirmation: 'Dev' },
  ]);
});
