import { act, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ErrorData } from '../../../../shared/models/result.ts';
import type { Answers } from '../../../testing/fake-api.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import { choose, freshPage, renderApp, renderWithSides } from '../../../testing/render-app.tsx';
import { backfill, registryReplication } from '../../../testing/sample-replication.ts';

freshPage();

const denied: ErrorData = {
  code: 'access-denied',
  message: 'Not allowed ecr:DescribeRegistry.',
  retryable: false,
};

async function openPage(answers: Partial<Answers> = {}) {
  const app = renderWithSides(answers);
  await app.user.click(await screen.findByRole('button', { name: 'Replication' }));
  return app;
}

test('asks for a registry while no profile is chosen', async () => {
  const { user, calls } = renderApp();
  await user.click(await screen.findByRole('button', { name: 'Replication' }));
  expect(await screen.findByText('Choose a registry to see its replication.')).toBeTruthy();
  expect(calls.some(([name]) => name === 'replication.read')).toBe(false);
});

test("shows the source registry's rules, and follows its unfinished backfills", async () => {
  const { calls, emit } = await openPage();
  const rules = await screen.findByRole('table', { name: 'Replication rules' });
  expect(within(rules).getByRole('row', { name: /444455556666|4444-5555-6666/ })).toBeTruthy();
  expect(screen.getByText(/^No registry policy/)).toBeTruthy();
  const card = screen.getByRole('region', { name: /^Backfill from/ });
  expect(within(card).getByText('12 of 40 replications')).toBeTruthy();
  expect(calls).toContainEqual([
    'replication.followBackfill',
    { selection: { profile: 'development', region: 'eu-west-1' }, backfillId: backfill.id },
  ]);

  act(() =>
    emit('replication.backfillUpdated', {
      ...backfill,
      status: 'COMPLETE',
      progress: { total: 40, completed: 39, failed: 1, failureCodes: ['KmsError'] },
      results: {
        failures: [{ repositoryName: 'team/api', tag: 'v1', failureCode: 'KmsError', childFailureCodes: [] }],
        hasMore: false,
      },
    }),
  );
  expect(await within(card).findByText('Complete')).toBeTruthy();
  expect(within(card).getByText('39 of 40 replications, 1 failed (KmsError)')).toBeTruthy();
  expect(within(card).getByText('1 failure')).toBeTruthy();
  expect(within(card).queryByRole('button', { name: 'Stop…' })).toBeNull();
});

test('a backfill is stopped after a confirmation', async () => {
  const { user, calls } = await openPage();
  await user.click(await screen.findByRole('button', { name: 'Stop…' }));
  expect(calls.some(([name]) => name === 'replication.stopBackfill')).toBe(false);
  await user.click(await screen.findByRole('button', { name: 'Stop backfill' }));
  expect(await screen.findByText('Stopping')).toBeTruthy();
});

test('a backfill is started for a destination of the rules', async () => {
  const { user, calls } = await openPage();
  await user.click(await screen.findByRole('button', { name: /^Start backfill/ }));
  await user.click(await screen.findByRole('menuitem', { name: 'To 4444-5555-6666, eu-central-1' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Start backfill' }));
  expect(calls.find(([name]) => name === 'replication.startBackfill')?.[1]).toMatchObject({
    accountId: '111122223333',
    destination: { accountId: '444455556666', region: 'eu-central-1' },
  });
});

test('a part that cannot be read shows why, beside the others', async () => {
  await openPage({
    'replication.read': () => ({
      ...registryReplication,
      rules: { kind: 'unreadable', error: denied },
      backfills: {
        kind: 'unreadable',
        error: { ...denied, message: 'Not allowed ecr:ListReplicationBackfills.' },
      },
    }),
  });
  expect(await screen.findByText('Not allowed ecr:DescribeRegistry.')).toBeTruthy();
  expect(screen.getByText('Not allowed ecr:ListReplicationBackfills.')).toBeTruthy();
  expect(screen.getByText('No templates')).toBeTruthy();
});

test('an error of the whole registry offers another profile', async () => {
  const { user } = await openPage({
    'replication.read': () => {
      throw new Refusal({ ...denied, message: 'The token is invalid.', action: 'choose-profile' });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Choose another profile' }));
  expect(document.activeElement?.id).toBe('replication-profile');
});

test('shows the status of the images of a repository', async () => {
  const { user } = await openPage({
    'replication.status': ({ digests }) =>
      digests.map((digest, index) => ({
        digest,
        destinations: {
          kind: 'read',
          value:
            index === 0
              ? [{ destination: backfill.destination, status: 'FAILED', failureCode: 'KmsError' }]
              : [],
        },
      })),
  });
  await screen.findByRole('table', { name: 'Replication rules' });
  await choose(user, 'Repository', /team\/api/);
  const table = await screen.findByRole('table', { name: 'Replication status of images' });
  expect(await within(table).findByText('Failed (KmsError)')).toBeTruthy();
  expect(within(table).getAllByText('Not replicated by a rule')).toHaveLength(24);
});

test('a backfill of an earlier start of the app is read when the user refreshes it', async () => {
  const { progress: _progress, ...unread } = { ...backfill, isUnread: true };
  const { user, calls } = renderWithSides({ 'replication.listFollowed': () => [unread] });
  await user.click(await screen.findByRole('button', { name: /^Transfers/ }));
  const card = await screen.findByRole('region', { name: /^Backfill from/ });
  expect(within(card).getByText('Not read yet')).toBeTruthy();
  expect(within(card).queryByRole('progressbar')).toBeNull();
  expect(within(card).queryByRole('button', { name: 'Stop…' })).toBeNull();
  const input = { selection: backfill.selection, backfillId: backfill.id };
  expect(calls).not.toContainEqual(['replication.followBackfill', input]);

  await user.click(within(card).getByRole('button', { name: 'Refresh' }));
  expect(await within(card).findByText('12 of 40 replications')).toBeTruthy();
  expect(calls).toContainEqual(['replication.followBackfill', input]);
  expect(within(card).queryByRole('button', { name: 'Refresh' })).toBeNull();
});

test('the Transfers page shows the backfills that the app follows, also after a reload of the window', async () => {
  const { user } = renderWithSides({ 'replication.listFollowed': () => [backfill] });
  await user.click(await screen.findByRole('button', { name: /^Transfers/ }));
  expect(await screen.findByRole('region', { name: /^Backfill from/ })).toBeTruthy();
});
