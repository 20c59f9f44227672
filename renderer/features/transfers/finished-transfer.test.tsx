import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { LayerState, Transfer } from '../../../shared/models/transfer.ts';
import { Refusal } from '../../testing/fake-api.ts';
import { freshPage } from '../../testing/render-app.tsx';
import { digestOf, transfer } from '../../testing/sample-data.ts';
import { showTransfers } from '../../testing/show-transfers.ts';

freshPage();

const name = 'Transfer of team/api to team/api';

/** The facts of the card, each with its title. */
const facts = () =>
  within(screen.getByRole('region', { name }))
    .getAllByRole('term')
    .map((term) => [term.textContent, term.nextElementSibling?.textContent]);
const finished = ['Finished', expect.stringMatching(/^23 Nov 2026, /)];

/** The layers of the sample: of 25.0, 12.0 and 5.0 MB, and a config of 1 kB, in these states. */
const layersIn = (...states: readonly LayerState[]): Transfer['layers'] =>
  Object.fromEntries(
    Object.entries(transfer.layers).map(([digest, each], index) => [
      digest,
      { ...each, state: states[index] ?? each.state },
    ]),
  );

test('URIs and digest of a finished transfer can be copied, and the transfer can be removed', async () => {
  const uri = '444455556666.dkr.ecr.eu-central-1.amazonaws.com/team/api:v1.1';
  const done: Transfer = {
    ...transfer,
    copyStartedAt: transfer.startedAt,
    state: { kind: 'done', finishedAt: transfer.startedAt + 10_000 },
    bytes: { ...transfer.bytes, transferred: 30_001_000 },
    layers: Object.fromEntries(
      Object.entries(transfer.layers).map(([digest, each]) => [
        digest,
        each.state.kind === 'already-at-destination' ? each : { ...each, state: { kind: 'done' } },
      ]),
    ),
    images: transfer.images.map((image) => ({
      ...image,
      state: {
        kind: 'done',
        digest: transfer.images[0]?.digest ?? '',
        uris: [uri],
        alreadyAtDestination: false,
        verified: true,
      },
    })),
  };
  const { user, calls } = await showTransfers([done]);
  expect(await screen.findByText('Replicated')).toBeTruthy();
  expect(facts()).toEqual([
    finished,
    ['Duration', '10 s'],
    ['Average speed', '3.0 MB/s'],
    ['Sent', '30.0 MB in 2 layers'],
    ['Already at destination', '12.0 MB in 1 layer'],
  ]);
  await user.click(screen.getByRole('button', { name: 'Copy image URI' }));
  await user.click(screen.getByRole('button', { name: 'Copy digest' }));
  expect(calls).toContainEqual(['clipboard.write', { text: uri }]);
  expect(calls).toContainEqual(['clipboard.write', { text: digestOf(1) }]);
  await user.click(
    screen.getByRole('button', { name: 'Remove transfer of team/api to team/api from the list' }),
  );
  await waitFor(() => expect(screen.queryByRole('region', { name })).toBeNull());
});

/** Ended after 10 seconds of copying. */
const ended = {
  copyStartedAt: transfer.startedAt,
  finishedAt: transfer.startedAt + 10_000,
};

test('a finished transfer shows how much was mounted, apart from what was sent', async () => {
  await showTransfers([
    {
      ...transfer,
      copyStartedAt: ended.copyStartedAt,
      state: { kind: 'done', finishedAt: ended.finishedAt },
      bytes: { ...transfer.bytes, transferred: 5_001_000 },
      layers: layersIn(
        { kind: 'mounted' },
        { kind: 'already-at-destination' },
        { kind: 'done' },
        { kind: 'done' },
      ),
    },
  ]);
  await screen.findByRole('region', { name });
  expect(facts()).toEqual([
    finished,
    ['Duration', '10 s'],
    ['Average speed', '500.1 kB/s'],
    ['Sent', '5.0 MB in 1 layer'],
    ['Mounted', '25.0 MB in 1 layer'],
    ['Already at destination', '12.0 MB in 1 layer'],
  ]);
});

test('a failed transfer shows what was sent until then, without the layers that did not arrive', async () => {
  const error = { code: 'network', message: 'Nobody answers.', retryable: true } as const;
  await showTransfers([
    {
      ...transfer,
      copyStartedAt: ended.copyStartedAt,
      state: { kind: 'failed', finishedAt: ended.finishedAt, error },
      layers: layersIn({ kind: 'failed', error }, { kind: 'mounted' }, { kind: 'done' }, { kind: 'waiting' }),
    },
  ]);
  await screen.findByRole('region', { name });
  expect(facts()).toEqual([
    finished,
    ['Duration', '10 s'],
    ['Average speed', '1.2 MB/s'],
    ['Sent', '12.3 MB in 1 layer'],
    ['Mounted', '12.0 MB in 1 layer'],
  ]);
});

test('a canceled transfer that never left the queue has sent nothing, and has no duration', async () => {
  await showTransfers([
    {
      ...transfer,
      state: { kind: 'cancelled', finishedAt: ended.finishedAt },
      bytes: { ...transfer.bytes, transferred: 0 },
      layers: layersIn(...Array.from({ length: 4 }, () => ({ kind: 'cancelled' }) as const)),
    },
  ]);
  await screen.findByRole('region', { name });
  expect(facts()).toEqual([finished, ['Sent', 'Nothing']]);
});

test('a canceled transfer shows the part of a layer that was sent', async () => {
  await showTransfers([
    {
      ...transfer,
      copyStartedAt: ended.copyStartedAt,
      state: { kind: 'cancelled', finishedAt: ended.copyStartedAt + 500 },
      layers: layersIn(
        { kind: 'cancelled' },
        { kind: 'already-at-destination' },
        { kind: 'cancelled' },
        { kind: 'cancelled' },
      ),
    },
  ]);
  await screen.findByRole('region', { name });
  expect(facts()).toEqual([
    finished,
    ['Duration', 'Under 1 s'],
    ['Average speed', '24.6 MB/s'],
    ['Sent', '12.3 MB'],
    ['Already at destination', '12.0 MB in 1 layer'],
  ]);
});

const done: Transfer = {
  ...transfer,
  state: { kind: 'done', finishedAt: 1 },
  images: transfer.images.map((image) => ({
    ...image,
    state: {
      kind: 'done',
      digest: digestOf(1),
      uris: [],
      alreadyAtDestination: false,
      verified: true,
      verifiedAt: 1,
    },
  })),
};

test('a verified image is labeled; its report is saved, and the path is shown', async () => {
  const path = '/home/sam/Documents/replication-team-api-2026-03-12.json';
  const { user, calls } = await showTransfers([done], { 'transfers.saveReport': () => path });
  expect(await screen.findByText('Done, verified')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Save report' }));
  expect(await screen.findByText(`Report saved to ${path}`)).toBeTruthy();
  expect(calls).toContainEqual(['transfers.saveReport', { transferId: transfer.id }]);
});

test('a report that cannot be saved is reported, and a running transfer has no report', async () => {
  const message = 'The report could not be written to /tmp/report.json. Save it in another folder.';
  const { user, emit } = await showTransfers([done], {
    'transfers.saveReport': () => {
      throw new Refusal({ code: 'invalid-input', message });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Save report' }));
  expect(await screen.findByText(message)).toBeTruthy();
  await act(async () =>
    emit('transfers.updated', {
      status: { ...transfer, state: { kind: 'running' } },
      images: [],
      layers: [],
    }),
  );
  expect(screen.queryByRole('button', { name: 'Save report' })).toBeNull();
});
