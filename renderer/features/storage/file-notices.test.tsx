import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { FileProblem } from '../../../shared/models/file-problem.ts';
import { settingsSchema } from '../../../shared/models/settings.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { Refusal } from '../../testing/fake-api.ts';
import { bothSidesChosen, chooseSides, freshPage, openReview, renderApp } from '../../testing/render-app.tsx';
import { transfer } from '../../testing/sample-data.ts';

freshPage();

const path = '/data/settings.json';
const unreadable: FileProblem = {
  kind: 'unreadable',
  file: 'settings',
  path,
  reason: 'Permission is denied (EACCES).',
};
const quarantined: FileProblem = {
  kind: 'quarantined',
  path,
  brokenFile: '/data/settings.old-2026.json',
  reason: 'Permission is denied (EACCES).',
};
const notWritten: FileProblem = {
  kind: 'not-written',
  file: 'settings',
  path,
  reason: 'The disk is full (ENOSPC).',
};

test('unreadable settings show the reason and the settings in use until a retry succeeds', async () => {
  let problems: readonly FileProblem[] = [unreadable];
  const { user, calls } = renderApp({
    'files.problems': () => problems,
    'files.retry': () => problems,
  });
  const notice = (await screen.findByText('The settings cannot be read')).closest('[role=alert]');
  expect(notice?.textContent).toContain('/data/settings.json: Permission is denied (EACCES).');
  expect(notice?.textContent).toContain('every destination account has to be confirmed by its account ID');
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(screen.getByText('The settings cannot be read')).toBeTruthy();
  problems = [];
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  await waitFor(() => expect(screen.queryByText('The settings cannot be read')).toBeNull());
  expect(calls.filter(([name]) => name === 'files.retry')).toHaveLength(2);
});

test('Start with defaults explains the consequence for protected accounts, and then shows the path of the old file', async () => {
  let fails = true;
  const { user, calls } = renderApp({
    'files.problems': () => [unreadable],
    'files.startWithDefaults': () => {
      if (!fails) return [quarantined];
      fails = false;
      throw new Refusal({
        code: 'not-stored',
        message: `${path} cannot be renamed, so it is still in place.`,
      });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Start with defaults (keeps the old file)' }));
  const dialog = await screen.findByRole('dialog', { name: 'Start with defaults' });
  expect(dialog.textContent).toContain('No account is protected until you protect it again in Settings');
  expect(dialog.textContent).toContain('/data/settings.json is not deleted');
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(calls.some(([name]) => name === 'files.startWithDefaults')).toBe(false);

  await user.click(screen.getByRole('button', { name: 'Start with defaults (keeps the old file)' }));
  const again = await screen.findByRole('dialog', { name: 'Start with defaults' });
  await user.click(within(again).getByRole('button', { name: 'Start with defaults' }));
  expect(await within(again).findByText(/cannot be renamed/)).toBeTruthy();
  await user.click(within(again).getByRole('button', { name: 'Start with defaults' }));
  expect(await screen.findByText(/The old file is kept as \/data\/settings\.old-2026\.json/)).toBeTruthy();
  expect(screen.queryByText('The settings cannot be read')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByText(/The old file is kept/)).toBeNull();
});

test('changes that are not stored are shown until they are stored', async () => {
  const { emit } = renderApp();
  await screen.findByRole('button', { name: /^Source profile/ });
  emit('files.changed', [notWritten]);
  expect(await screen.findByText('The settings cannot be stored')).toBeTruthy();
  expect(screen.getByText(/The disk is full \(ENOSPC\)\. Your latest changes are in use\./)).toBeTruthy();
  emit('files.changed', []);
  await waitFor(() => expect(screen.queryByText('The settings cannot be stored')).toBeNull());
});

test('settings that were read again are shown', async () => {
  const { emit } = renderApp();
  await screen.findByRole('button', { name: /^Source profile/ });
  emit('settings.changed', settingsSchema.parse({ appearance: 'dark' }));
  await waitFor(() => expect(document.body.classList.contains('awsui-dark-mode')).toBe(true));
});

test('while the settings cannot be read, any destination account must be confirmed by its ID', async () => {
  const { user, calls } = renderApp({ ...bothSidesChosen(), 'files.problems': () => [unreadable] });
  await chooseSides(user);
  await openReview(user);
  await user.click(await within(screen.getByRole('main')).findByRole('button', { name: 'Replicate' }));
  const dialog = await screen.findByRole('dialog', { name: 'Confirm the destination account' });
  expect(dialog.textContent).toContain('The protected accounts are not known');
  expect(calls.some(([name]) => name === 'transfers.start')).toBe(false);
  await user.type(
    within(dialog).getByRole('textbox', { name: 'Destination account ID' }),
    '444455556666{Enter}',
  );
  await waitFor(() =>
    expect(calls.find(([name]) => name === 'transfers.start')?.[1]).toMatchObject({
      confirmation: '444455556666',
    }),
  );
});

test('while the settings cannot be read, a retry requires the account ID, and account protection is shown as unknown', async () => {
  const error = { code: 'network', message: 'ECR did not answer.', retryable: true } as const;
  const failed: Transfer = { ...transfer, state: { kind: 'failed', finishedAt: 1, error } };
  const { user, calls } = renderApp({
    'files.problems': () => [unreadable],
    'transfers.list': () => [failed],
    'transfers.retry': ({ confirmation }) => {
      if (confirmation === '444455556666') return transfer;
      throw new Refusal({
        code: 'account-protected',
        message: 'The protected accounts are not known.',
        action: 'confirm-account',
      });
    },
  });
  await user.click(await screen.findByRole('button', { name: /^Settings/ }));
  expect((await screen.findAllByRole('cell', { name: 'Unknown' })).length).toBeGreaterThan(0);
  await user.click(screen.getByRole('button', { name: /^Transfers/ }));
  const card = await screen.findByRole('region', { name: /^Transfer of / });
  await user.click(within(card).getAllByRole('button', { name: 'Retry' })[0] ?? card);
  await user.click(await screen.findByRole('button', { name: 'Confirm account' }));
  const dialog = await screen.findByRole('dialog', { name: 'Confirm the destination account' });
  await user.type(
    within(dialog).getByRole('textbox', { name: 'Destination account ID' }),
    '444455556666{Enter}',
  );
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'transfers.retry')?.[1]).toMatchObject({
      confirmation: '444455556666',
    }),
  );
});

test('a refused change of the settings is reported, and the settings in use are shown again', async () => {
  const { user } = renderApp({
    ...bothSidesChosen(),
    'settings.change': () => {
      throw new Refusal({ code: 'invalid-input', message: 'The change is refused.' });
    },
  });
  await user.click(await screen.findByRole('button', { name: /^Settings/ }));
  await user.click(await screen.findByRole('button', { name: 'Dark' }));
  expect(await screen.findByText('The change is refused.')).toBeTruthy();
  await waitFor(() => expect(document.body.classList.contains('awsui-dark-mode')).toBe(false));
});
