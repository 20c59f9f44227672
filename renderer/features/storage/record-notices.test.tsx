import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { StorageProblem } from '../../../shared/models/storage.ts';
import { freshPage, renderApp } from '../../testing/render-app.tsx';

freshPage();

const notStored = (history: number): StorageProblem => ({
  kind: 'records-not-stored',
  failure: { reason: 'disk-full', path: '/data/records.db', folder: '/data', detail: 'full' },
  unstored: { queue: 1, history },
});

const title = 'The transfer queue and the history cannot be stored';

test('unstored records are shown with the reason, the folder and a retry until they are stored', async () => {
  const { user, emit, calls } = renderApp({ 'storage.retry': () => [] });
  await screen.findByRole('button', { name: /^Source profile/ });
  expect(screen.queryByText(title)).toBeNull();
  act(() => emit('storage.problemsChanged', [notStored(1)]));
  expect(await screen.findByText(title)).toBeTruthy();
  act(() => emit('storage.problemsChanged', [notStored(2)]));
  expect(
    await screen.findByText(/^The disk is full\. Free space on the disk of \/data\..* 2 history entries/),
  ).toBeTruthy();
  expect(screen.getAllByText(title)).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Retry now' }));
  await waitFor(() => expect(screen.queryByText(title)).toBeNull());
  expect(calls.some(([name]) => name === 'storage.retry')).toBe(true);
});

test('the notice disappears when the problem ends, and a failed retry updates it', async () => {
  const { user, emit } = renderApp({
    'storage.problems': () => [notStored(1)],
    'storage.retry': () => [notStored(7)],
  });
  await user.click(await screen.findByRole('button', { name: 'Retry now' }));
  expect(await screen.findByText(/7 history entries/)).toBeTruthy();
  act(() => emit('storage.problemsChanged', []));
  await waitFor(() => expect(screen.queryByText(title)).toBeNull());
});

test('a damaged file and unreadable records are shown once and can be dismissed', async () => {
  const { user } = renderApp({
    'storage.problems': () => [
      {
        kind: 'records-quarantined',
        path: '/data/records.db',
        quarantinePath: '/data/records.db.damaged-1',
        recovered: { queue: 0, history: 12 },
      },
      { kind: 'records-unreadable', path: '/data/records.db', count: 3 },
    ],
  });
  expect(await screen.findByText(/records\.db\.damaged-1.*12 history entries/)).toBeTruthy();
  const unreadable = screen.getByText('3 records of the transfer queue or the history cannot be read');
  expect(screen.queryByRole('button', { name: 'Retry now' })).toBeNull();
  const notice = screen.getAllByRole('status').find((each) => each.contains(unreadable));
  if (!notice) throw new Error('The notice is missing.');
  await user.click(within(notice).getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByText('3 records of the transfer queue or the history cannot be read')).toBeNull();
  expect(screen.getByText(/records\.db\.damaged-1/)).toBeTruthy();
});
