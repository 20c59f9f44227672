import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { settingsSchema } from '../../../shared/models/settings.ts';
import type { Answers } from '../../testing/fake-api.ts';
import { Refusal } from '../../testing/fake-api.ts';
import { freshPage, renderApp } from '../../testing/render-app.tsx';
import { digestOf, transfer } from '../../testing/sample-data.ts';
import { groupTransfers } from './groups.ts';
import { mergeLog } from './log-queries.ts';
import { dropTarget, moveInQueue, stepTarget } from './queue-order.ts';
import { areaPath } from './throughput-path.ts';

freshPage();

const idOf = (number: number): string => `a0a0a0a0-0000-4000-8000-00000000000${number}`;
const waiting = (number: number, name: string): Transfer => ({
  ...transfer,
  id: idOf(number),
  state: { kind: 'waiting' },
  startedAt: transfer.startedAt + number,
  source: { ...transfer.source, repositoryName: name },
});
const three = [waiting(1, 'first'), waiting(2, 'second'), waiting(3, 'third')];

async function showTransfers(transfers: readonly Transfer[], answers: Partial<Answers> = {}) {
  const app = renderApp({ 'transfers.list': () => transfers, ...answers });
  await app.user.click(await screen.findByRole('button', { name: /^Transfers/ }));
  return app;
}

/** Three waiting transfers, and a fake main process that stores their order. */
async function showQueue() {
  let queue: readonly string[] = three.map(({ id }) => id);
  const app = await showTransfers(three, {
    'transfers.queue': () => queue,
    'transfers.move': ({ transferId, before }) => (queue = moveInQueue(queue, transferId, before)),
  });
  await screen.findByRole('heading', { name: 'Waiting (3)' });
  return app;
}

const transferRegion = (name: string) =>
  screen.getByRole('region', { name: `Transfer of ${name} to team/api` });
const line = (number: number) => ({ number, at: number, level: 'info', text: `${number}` }) as const;

const order = (): readonly (string | null)[] =>
  screen
    .getAllByRole('region', { name: /^Transfer of / })
    .map((region) => region.getAttribute('aria-label')?.replace(/^Transfer of (\w+) .*/, '$1') ?? null);

test('computes the target of a step up or down, and of a drop above or below', () => {
  const queue = ['a', 'b', 'c'];
  expect(stepTarget(queue, 'a', 'up')).toBeUndefined();
  expect(stepTarget(queue, 'b', 'up')).toBe('a');
  expect(stepTarget(queue, 'a', 'down')).toBe('c');
  expect(stepTarget(queue, 'b', 'down')).toBeNull();
  expect(stepTarget(queue, 'c', 'down')).toBeUndefined();
  expect(dropTarget(queue, 'b', 'below')).toBe('c');
  expect(dropTarget(queue, 'c', 'below')).toBeNull();
  expect(moveInQueue(queue, 'c', 'a')).toEqual(['c', 'a', 'b']);
  expect(moveInQueue(queue, 'a', null)).toEqual(['b', 'c', 'a']);
  expect(moveInQueue(queue, 'gone', 'a')).toEqual(queue);
});

test('groups transfers by state, active ones first, and waiting ones in queue order', () => {
  const states: Transfer['state'][] = [
    { kind: 'done', finishedAt: 1 },
    { kind: 'cancelling' },
    { kind: 'interrupted', hasStarted: true },
  ];
  const others = states.map((state, index) => ({ ...transfer, id: `other-${index}`, state }));
  expect(
    groupTransfers([...others, ...three], [idOf(3), idOf(1), idOf(2)]).map(({ kind, transfers }) => [
      kind,
      transfers.map(({ id }) => id),
    ]),
  ).toEqual([
    ['running', ['other-1']],
    ['waiting', [idOf(3), idOf(1), idOf(2)]],
    ['interrupted', ['other-2']],
    ['done', ['other-0']],
  ]);
});

test('Alt and an arrow move a waiting transfer, keep the focus on it, and announce its position', async () => {
  const { user, calls } = await showQueue();
  const button = screen.getByRole('button', { name: 'Move third to team/api up' });
  button.focus();
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(calls).toContainEqual(['transfers.move', { transferId: idOf(3), before: idOf(2) }]);
  await waitFor(() => expect(order()).toEqual(['first', 'third', 'second']));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move third to team/api up' }));
  expect(screen.getByText('third to team/api is now 2 of 3 in the queue.')).toBeTruthy();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(order()).toEqual(['third', 'first', 'second']));
  await user.keyboard('{Alt>}{ArrowDown}{ArrowDown}{/Alt}');
  await waitFor(() => expect(order()).toEqual(['first', 'second', 'third']));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move third to team/api up' }));
});

test('a waiting transfer is dragged to another place', async () => {
  const { calls } = await showQueue();
  const grip = transferRegion('third').querySelector('[draggable]');
  if (!grip) throw new Error('no drag handle');
  const dataTransfer = { types: [], setData() {}, setDragImage() {} };
  fireEvent.dragStart(grip, { dataTransfer });
  // Test events have no pointer position, which counts as the lower half of the card.
  fireEvent.dragOver(transferRegion('first'), { dataTransfer });
  fireEvent.drop(transferRegion('first'), { dataTransfer });
  await waitFor(() =>
    expect(calls).toContainEqual(['transfers.move', { transferId: idOf(3), before: idOf(2) }]),
  );
  expect(order()).toEqual(['first', 'third', 'second']);
});

test('a changed order of the main process is shown', async () => {
  let queue = [idOf(1), idOf(2), idOf(3)];
  const { emit } = await showTransfers(three, { 'transfers.queue': () => queue });
  await screen.findByRole('heading', { name: 'Waiting (3)' });
  queue = [idOf(2), idOf(3), idOf(1)];
  await act(async () => emit('transfers.changed', null));
  await waitFor(() => expect(order()).toEqual(['second', 'third', 'first']));
});

const error = { code: 'network', message: 'ECR did not answer.', retryable: true } as const;
const [sample] = transfer.images;
if (!sample) throw new Error('no image');
const failedInPart: Transfer = {
  ...transfer,
  state: { kind: 'failed', finishedAt: 1, error },
  images: [
    {
      ...sample,
      state: { kind: 'done', digest: sample.digest, uris: [], alreadyAtDestination: false, verified: true },
    },
    { ...sample, digest: digestOf(2), state: { kind: 'failed', error, writtenTags: [] } },
  ],
};

test('Retry failed images requires the label of a protected account and retries only those images', async () => {
  const note = { label: 'Prod', color: 'red', isProtected: true } as const;
  const { user, calls } = await showTransfers([failedInPart], {
    'settings.read': () => ({ ...settingsSchema.parse({}), accounts: { '444455556666': note } }),
    'transfers.retryFailed': ({ confirmation }) => {
      if (confirmation === 'Prod') return { ...transfer, id: idOf(7) };
      throw new Refusal({
        code: 'account-protected',
        message: 'Account 444455556666 (Prod) is protected.',
        action: 'confirm-account',
      });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Retry failed images' }));
  await user.click(await screen.findByRole('button', { name: 'Confirm account' }));
  const dialog = await screen.findByRole('dialog', { name: 'This account is protected' });
  await user.type(
    within(dialog).getByRole('textbox', { name: 'Label or ID of the protected account' }),
    'Prod{Enter}',
  );
  expect(calls).toContainEqual(['transfers.retryFailed', { transferId: transfer.id, confirmation: 'Prod' }]);
  expect(await screen.findByRole('heading', { name: 'Running (1)' })).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Failed (1)' })).toBeTruthy();
});

test('Resume all resumes interrupted transfers and reports those that it cannot resume', async () => {
  let list: Transfer[] = [1, 2].map((number) => ({
    ...waiting(number, `team/${number}`),
    state: { kind: 'interrupted', hasStarted: false },
  }));
  const { user } = await showTransfers(list, {
    'transfers.list': () => list,
    'transfers.resumeInterrupted': () => {
      const resumed: Transfer = { ...waiting(5, 'team/1'), state: { kind: 'running' } };
      list = [resumed, ...list.slice(1)];
      return [resumed];
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Resume all' }));
  expect(await screen.findByRole('heading', { name: 'Interrupted (1)' })).toBeTruthy();
  expect(screen.getByText(/^1 transfer resumed\. Resume the others/)).toBeTruthy();
});

test('the reason for the ECR API upload method is shown once', async () => {
  const registryUnavailable = {
    code: 'network',
    message: 'The proxy refuses it.',
    retryable: false,
  } as const;
  await showTransfers([{ ...transfer, registryUnavailable }]);
  expect(
    await screen.findAllByText(/because the registry endpoint is not available: The proxy refuses it\./),
  ).toHaveLength(1);
});

test('a lost network is shown with its error and that the transfer continues automatically', async () => {
  const offline = { code: 'offline', message: 'This computer is offline.', retryable: true } as const;
  await showTransfers([{ ...transfer, stall: { since: 1, error: offline } }]);
  const shown = await screen.findByText(/^No data is moving\./);
  expect(shown.textContent).toContain(
    'This computer is offline. The transfer continues as soon as the network is back.',
  );
});

test('the log is fetched when it is opened, and then only new lines', async () => {
  const first = { number: 1, at: 1, level: 'info', text: 'Copying 1 image began.' } as const;
  const second = { number: 2, at: 2, level: 'warning', text: 'A part was sent again.' } as const;
  const { user, emit, calls } = await showTransfers([transfer], {
    'transfers.log': ({ after }) => ({ entries: after === undefined ? [first] : [second], forgotten: 0 }),
  });
  await screen.findByRole('heading', { name: 'Running (1)' });
  expect(calls.some(([name]) => name === 'transfers.log')).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Log' }));
  expect(await screen.findByText('Copying 1 image began.')).toBeTruthy();
  await act(async () =>
    emit('transfers.updated', {
      status: { ...transfer, state: { kind: 'paused' } },
      images: [],
      layers: [],
    }),
  );
  expect(await screen.findByText('A part was sent again.')).toBeTruthy();
  expect(calls).toContainEqual(['transfers.log', { transferId: transfer.id, after: 1 }]);
  expect(screen.getAllByText('Copying 1 image began.')).toHaveLength(1);
});

test('removes forgotten log lines and duplicates', () => {
  const known = { entries: [line(1), line(2), line(3)], forgotten: 0 };
  expect(mergeLog(known, { entries: [line(3), line(4)], forgotten: 2 })).toEqual({
    entries: [line(3), line(4)],
    forgotten: 2,
  });
  expect(mergeLog(known, { entries: [], forgotten: 0 })).toBe(known);
});

test('the graph describes its values and the bandwidth limit as text', async () => {
  await showTransfers([transfer], {
    'settings.read': () => settingsSchema.parse({ transfers: { bandwidth: 10_000_000 } }),
    'transfers.throughput': () => ({ interval: 1000, end: 5000, samples: [0, 4_000_000, 8_000_000] }),
  });
  expect(
    await screen.findByRole('img', {
      name: 'Throughput of the last 5 minutes: now 4.0 MB/s, peak 8.0 MB/s, 4.0 MB/s on average. Limited to 10.0 MB/s.',
    }),
  ).toBeTruthy();
});

test('the newest sample is at the right edge', () => {
  expect(areaPath([], 10, 4)).toBe('');
  expect(areaPath([0, 10], 10, 4)).toBe('M200 48L200 48L300 0L300 48Z');
});

test('of 500 images with 20 layers each only visible rows are in the document, and an update changes only its row', async () => {
  const layerDigests = Array.from({ length: 20 }, (_, index) => digestOf(1000 + index));
  const large: Transfer = {
    ...transfer,
    images: Array.from({ length: 500 }, (_, index) => ({
      ...sample,
      digest: digestOf(2000 + index),
      destinationTags: [`v${index}`],
      layerDigests,
      state: { kind: 'waiting' },
    })),
    layers: Object.fromEntries(
      layerDigests.map((digest) => [
        digest,
        { digest, kind: 'layer', size: 1000, state: { kind: 'waiting' } } as const,
      ]),
    ),
  };
  const { user, emit } = await showTransfers([large]);
  await user.click(await screen.findByRole('button', { name: 'Layers of v0' }));
  const list = screen.getByRole('list', { name: 'Images' });
  const rows = [...list.children];
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.length).toBeLessThan(60);
  expect(rows[0]?.getAttribute('aria-setsize')).toBe('500');

  const changed = new Set<string>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const layer = element?.closest('[aria-label="Layers"] > li');
      changed.add(layer ? (layer.querySelector('[title]')?.getAttribute('title') ?? '') : 'elsewhere');
    }
  });
  observer.observe(screen.getByRole('list', { name: 'Layers' }), {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  const [digest = ''] = layerDigests;
  await act(async () =>
    emit('transfers.updated', {
      status: large,
      images: [],
      layers: [{ digest, state: { kind: 'mounted' } }],
    }),
  );
  expect(await screen.findByText('Mounted')).toBeTruthy();
  expect([...changed]).toEqual([digest]);
  observer.disconnect();
});
