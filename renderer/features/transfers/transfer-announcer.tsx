import { useEffect, useState } from 'react';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { describeTransfer, nameOf, overallValue } from './progress.ts';
import { useTransfers } from './store.ts';

/** The minimum time between announcements of progress, in milliseconds; state changes are announced immediately. */
const interval = 10_000;

const sentence = (transfer: Transfer): string => {
  const { state } = transfer;
  const percent = state.kind === 'running' ? `, ${Math.floor(overallValue(transfer) * 100)} percent` : '';
  return `${nameOf(transfer)}: ${describeTransfer(transfer)}${percent}`;
};

/** Announces state changes and progress of transfers to screen readers on all pages. */
export function TransferAnnouncer() {
  const [text, setText] = useState('');

  useEffect(() => {
    let states = new Map<string, string>();
    let lastAnnounced = 0;
    return useTransfers.subscribe(({ transfers }) => {
      const changed = transfers.find(({ id, state }) => states.has(id) && states.get(id) !== state.kind);
      states = new Map(transfers.map(({ id, state }) => [id, state.kind]));
      const running = transfers.find(({ state }) => state.kind === 'running');
      const due = Date.now() - lastAnnounced >= interval;
      const announced = changed ?? (due ? running : undefined);
      if (!announced) return;
      lastAnnounced = Date.now();
      setText(sentence(announced));
    });
  }, []);

  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {text}
    </div>
  );
}
