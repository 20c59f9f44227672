import { expect, test } from 'vitest';
import { transfer } from '../../testing/sample-data.ts';
import { putTransfer, replaceTransfers, useTransfers } from './store.ts';

const done = { ...transfer, state: { kind: 'done', finishedAt: transfer.startedAt + 1 } } as const;

const known = () => useTransfers.getState().transfers;

test('a transfer that was just started is put in, the latest first', () => {
  replaceTransfers([done], []);
  const later = { ...transfer, id: 'later', startedAt: transfer.startedAt + 1000 };
  putTransfer(later);
  expect(known()).toEqual([later, done]);
});

test('the answer to its start, which may be late, never undoes what updates have told since', () => {
  replaceTransfers([done], []);
  putTransfer(transfer);
  expect(known()).toEqual([done]);
});
