import { expect, test } from 'vitest';
import { transfer } from '../../testing/sample-data.ts';
import { withTransfer } from './transfer-list.ts';

const done = { ...transfer, state: { kind: 'done', finishedAt: transfer.startedAt + 1 } } as const;
const list = { transfers: [done], queue: [] };

test('adds a started transfer, the latest first', () => {
  const later = { ...transfer, id: 'later', startedAt: transfer.startedAt + 1000 };
  expect(withTransfer(list, later).transfers).toEqual([later, done]);
});

test('a late response to the start does not replace newer updates', () => {
  expect(withTransfer(list, transfer).transfers).toEqual([done]);
});
