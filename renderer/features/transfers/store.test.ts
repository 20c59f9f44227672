import { expect, test } from 'vitest';
import { transfer } from '../../testing/sample-data.ts';
import { putTransfer, replaceTransfers, useTransfers } from './store.ts';

const done = { ...transfer, state: { kind: 'done', finishedAt: transfer.startedAt + 1 } } as const;

const known = () => useTransfers.getState().transfers;

test('adds a started transfer, the latest first', () => {
  replaceTransfers([done], []);
  const later = { ...transfer, id: 'later', startedAt: transfer.startedAt + 1000 };
  putTransfer(later);
  expect(known()).toEqual([later, done]);
});

test('a late response to the start does not replace newer updates', () => {
  replaceTransfers([done], []);
  putTransfer(transfer);
  expect(known()).toEqual([done]);
});
