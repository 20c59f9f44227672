import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { freshPage } from '../../testing/render-app.tsx';
import { digestOf, transfer } from '../../testing/sample-data.ts';
import { showTransfers } from '../../testing/show-transfers.ts';
import { describeTransfer } from './progress.ts';

freshPage();

const layer = digestOf(201);
const name = 'Transfer of team/api to team/api';

test('shows each layer with its state and applies updates', async () => {
  const { emit } = await showTransfers([transfer]);
  const bar = await screen.findByRole('progressbar', { name: `Layer ${layer.slice(0, 19)}` });
  expect(bar.getAttribute('aria-valuetext')).toBe('Copying 12.3 of 25.0 MB · 8.0 MB/s');
  expect(screen.getByText('12.3 of 30.0 MB · 8.0 MB/s · 3 s left')).toBeTruthy();
  await act(async () =>
    emit('transfers.updated', {
      status: { ...transfer, bytes: { ...transfer.bytes, transferred: 25_000_000 }, secondsLeft: 1 },
      images: [{ digest: digestOf(1), index: 0, state: { kind: 'tagging' } }],
      layers: [{ digest: layer, state: { kind: 'done' } }],
    }),
  );
  expect(bar.getAttribute('aria-valuetext')).toBe('Done');
  expect(bar.getAttribute('aria-valuenow')).toBe('100');
  expect(screen.getByText('25.0 of 30.0 MB · 8.0 MB/s · 1 s left')).toBeTruthy();
  expect(screen.getByText('Writing manifest and tags')).toBeTruthy();
});

test('an update of an unknown transfer fetches the list again', async () => {
  const known: Transfer[] = [];
  const { emit, calls } = await showTransfers(known);
  await screen.findByText('No transfers');
  known.push(transfer);
  await act(async () => emit('transfers.updated', { status: transfer, images: [], layers: [] }));
  expect(await screen.findByRole('region', { name })).toBeTruthy();
  expect(calls.filter(([call]) => call === 'transfers.list')).toHaveLength(2);
});

/** The transfer after a last update, which is newer than an answer with `transfer`. */
const finished = {
  ...transfer,
  revision: transfer.revision + 1,
  state: { kind: 'done', finishedAt: 1 },
} as const satisfies Transfer;

test.each([
  ['a known', [transfer]],
  ['an unknown', []],
])('an update of %s transfer is not taken back by an older answer', async (_, listed) => {
  const pending = Promise.withResolvers<Transfer[]>();
  let isListed = false;
  const { emit } = await showTransfers([], { 'transfers.list': () => (isListed ? pending.promise : listed) });
  await screen.findByText(listed.length > 0 ? 'Copying' : 'No transfers');
  isListed = true;
  await act(async () => emit('transfers.changed', null));
  await act(async () => emit('transfers.updated', { status: finished, images: [], layers: [] }));
  await act(async () => pending.resolve([transfer]));
  expect(within(await screen.findByRole('region', { name })).getByText('Replicated')).toBeTruthy();
});

test('a tag with an interrupted write is reported', async () => {
  const [image] = transfer.images;
  if (!image) throw new Error('no image');
  const state = { kind: 'cancelled', writtenTags: [], unsureTags: ['v1.1'] } as const;
  expect(
    describeTransfer({ state: { kind: 'cancelled', finishedAt: 0 }, images: [{ ...image, state }] }),
  ).toBe('Canceled: v1.1 may have been written.');
});

test('Cancel needs no confirmation, shows its progress, and then that no tag was written', async () => {
  const { user, emit, calls } = await showTransfers([transfer]);
  await user.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(calls).toContainEqual(['transfers.cancel', { transferId: transfer.id }]);
  const update = (state: Transfer['state']): Promise<void> =>
    act(async () => emit('transfers.updated', { status: { ...transfer, state }, images: [], layers: [] }));
  await update({ kind: 'cancelling' });
  expect(screen.getByRole('button', { name: 'Canceling…' })).toHaveProperty('disabled', true);
  await update({ kind: 'cancelled', finishedAt: 1 });
  const card = within(screen.getByRole('region', { name }));
  expect(card.getByText('Canceled: no tags written.')).toBeTruthy();
  expect(card.queryByRole('button', { name: 'Cancel' })).toBeNull();
});

test('Pause becomes Resume and back, and keeps the focus', async () => {
  const { user, emit, calls } = await showTransfers([transfer]);
  const become = (state: Transfer['state']): Promise<void> =>
    act(async () => emit('transfers.updated', { status: { ...transfer, state }, images: [], layers: [] }));
  const button = await screen.findByRole('button', { name: 'Pause' });
  button.focus();
  await user.keyboard('{Enter}');
  expect(calls).toContainEqual(['transfers.pause', { transferId: transfer.id }]);
  await become({ kind: 'paused' });
  expect(within(screen.getByRole('region', { name })).getByText('Paused')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Resume' }));
  await user.keyboard('{Enter}');
  expect(calls).toContainEqual(['transfers.resume', { transferId: transfer.id }]);
  await become({ kind: 'running' });
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Pause' }));
  await become({ kind: 'cancelling' });
  expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
});

test('a transfer that is suspended by the sleep of the computer is shown as paused, and keeps the focus', async () => {
  const { emit } = await showTransfers([transfer]);
  const become = (state: Transfer['state']): Promise<void> =>
    act(async () => emit('transfers.updated', { status: { ...transfer, state }, images: [], layers: [] }));
  (await screen.findByRole('button', { name: 'Pause' })).focus();
  await become({ kind: 'suspended' });
  expect(within(screen.getByRole('region', { name })).getByText('Paused: computer asleep')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Pause' }));
  await become({ kind: 'running' });
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Pause' }));
});

test('expired credentials are shown with side and message; Retry now and Cancel are available', async () => {
  const message = 'The credentials of profile release have expired. Renew them, then try again.';
  const waiting: Transfer = {
    ...transfer,
    state: {
      kind: 'waiting-for-credentials',
      error: { code: 'credentials-expired', message, side: 'destination', retryable: false },
    },
  };
  const { user, calls } = await showTransfers([waiting]);
  const card = within(await screen.findByRole('region', { name }));
  expect(card.getByRole('alert').textContent).toContain(message);
  expect(card.getByText('Destination')).toBeTruthy();
  await user.click(card.getByRole('button', { name: 'Retry now' }));
  expect(calls).toContainEqual(['transfers.resume', { transferId: transfer.id }]);
  await user.click(card.getByRole('button', { name: 'Cancel' }));
  expect(calls).toContainEqual(['transfers.cancel', { transferId: transfer.id }]);
});

test('a transfer that was interrupted by the end of the app can be resumed', async () => {
  const { user, calls } = await showTransfers([
    { ...transfer, state: { kind: 'interrupted', hasStarted: true } },
  ]);
  expect(await screen.findByText('Interrupted: the app quit during the transfer.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Save report' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Resume' }));
  expect(calls).toContainEqual(['transfers.retry', { transferId: transfer.id }]);
});

test('tags that were written before a cancel are listed', async () => {
  const cancelled: Transfer = {
    ...transfer,
    state: { kind: 'cancelled', finishedAt: 1 },
    images: transfer.images.map((image) => ({
      ...image,
      state: { kind: 'cancelled', writtenTags: ['v1.1'] },
    })),
  };
  await showTransfers([cancelled]);
  expect(await screen.findByText('Canceled: 1 tag written.')).toBeTruthy();
  expect(screen.getByText('Tags written before the transfer stopped: v1.1')).toBeTruthy();
});

test('a failure is shown once with its side; Retry starts the transfer again', async () => {
  const error = {
    code: 'access-denied',
    message: 'The role release may not write to team/api.',
    side: 'destination',
    retryable: false,
  } as const;
  const failed: Transfer = {
    ...transfer,
    state: { kind: 'failed', finishedAt: 1, error },
    images: transfer.images.map((image) => ({ ...image, state: { kind: 'failed', error, writtenTags: [] } })),
  };
  const { user, calls } = await showTransfers([failed]);
  const card = within(await screen.findByRole('region', { name }));
  expect(card.getAllByText(error.message)).toHaveLength(1);
  expect(card.getByText('Destination')).toBeTruthy();
  await user.click(card.getByRole('button', { name: 'Retry' }));
  expect(calls).toContainEqual(['transfers.retry', { transferId: transfer.id }]);
  expect(await screen.findByRole('button', { name: 'Cancel' })).toBeTruthy();
});

test('images and layers that a failure stopped are not labeled as canceled', async () => {
  const error = {
    code: 'repository-not-found',
    message: 'There is no repository team/api.',
    retryable: false,
  } as const;
  await showTransfers([
    {
      ...transfer,
      state: { kind: 'failed', finishedAt: 1, error },
      images: transfer.images.map((image) => ({ ...image, state: { kind: 'cancelled', writtenTags: [] } })),
      layers: { [layer]: { digest: layer, kind: 'layer', size: 1, state: { kind: 'cancelled' } } },
    },
  ]);
  const card = within(await screen.findByRole('region', { name }));
  expect(card.getAllByText('Stopped')).toHaveLength(2);
  expect(card.queryByText('Cancelled')).toBeNull();
});

test('a retry shows its progress and replaces the failed transfer', async () => {
  const error = { code: 'network', message: 'ECR did not answer.', retryable: true } as const;
  const failed: Transfer = {
    ...transfer,
    id: '0b0f8d7e-6a51-4f9c-9d2c-3f9a6f0c1a11',
    state: { kind: 'failed', finishedAt: 1, error },
  };
  const retried = Promise.withResolvers<Transfer>();
  const { user, calls } = await showTransfers([failed], { 'transfers.retry': () => retried.promise });
  const button = await screen.findByRole('button', { name: 'Retry' });
  await user.click(button);
  await user.click(button);
  expect(calls.filter(([call]) => call === 'transfers.retry')).toHaveLength(1);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  retried.resolve(transfer);
  expect(await screen.findByRole('button', { name: 'Cancel' })).toBeTruthy();
  expect(screen.getAllByRole('region', { name })).toHaveLength(1);
});

test('a state change is announced to screen readers', async () => {
  const { emit } = await showTransfers([transfer]);
  await screen.findByRole('region', { name });
  const state = { kind: 'done', finishedAt: 1 } as const;
  await act(async () =>
    emit('transfers.updated', { status: { ...transfer, state }, images: [], layers: [] }),
  );
  await waitFor(() =>
    expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContain(
      'team/api to team/api: Replicated',
    ),
  );
});
