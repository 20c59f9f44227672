import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { freshPage } from '../../testing/render-app.tsx';
import { showTransfers } from '../../testing/show-transfers.ts';
import { transfer } from '../../testing/sample-data.ts';
import { mergeLog } from './log-queries.ts';

freshPage();
const line = (number: number) => ({ number, at: number, level: 'info', text: `${number}` }) as const;

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
