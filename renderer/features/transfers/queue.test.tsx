import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { freshPage } from '../../testing/render-app.tsx';
import { idOf, showTransfers, waiting } from '../../testing/show-transfers.ts';
import { transfer } from '../../testing/sample-data.ts';
import { groupTransfers } from './groups.ts';
import { dropTarget, moveInQueue, stepTarget } from './queue-order.ts';

freshPage();

const three = [waiting(1, 'first'), waiting(2, 'second'), waiting(3, 'third')];

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

test('steps in quick succession all count, although the answers to the first ones arrive in between', async () => {
  let queue: readonly string[] = three.map(({ id }) => id);
  const answers: (() => void)[] = [];
  const { user } = await showTransfers(three, {
    'transfers.queue': () => queue,
    'transfers.move': async ({ transferId, before }) => {
      queue = moveInQueue(queue, transferId, before);
      const answer = queue;
      await new Promise<void>((resolve) => answers.push(resolve));
      return answer;
    },
  });
  await screen.findByRole('heading', { name: 'Waiting (3)' });
  const step = async (): Promise<void> => user.keyboard('{Alt>}{ArrowDown}{/Alt}');
  screen.getByRole('button', { name: 'Move first to team/api down' }).focus();
  await step();
  await step();
  await act(async () => answers[0]?.());
  expect(order()).toEqual(['second', 'third', 'first']);
  await act(async () => answers[1]?.());
  expect(order()).toEqual(['second', 'third', 'first']);
});

test('a waiting transfer is dragged to another place', async () => {
  const { calls } = await showQueue();
  const grip = transferRegion('third').querySelector('[draggable]');
  if (!grip) throw new Error('no drag handle');
  const dataTransfer = { types: [], setData() {}, setDragImage() {} };
  await act(async () => void fireEvent.dragStart(grip, { dataTransfer }));
  // Test events have no pointer position, which counts as the lower half of the card.
  await act(async () => void fireEvent.dragOver(transferRegion('first'), { dataTransfer }));
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
