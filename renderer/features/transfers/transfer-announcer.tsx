import { useEffect, useState } from 'react';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { describeTransfer, nameOf, overallValue } from './progress.ts';
import { useTransfers } from './store.ts';

/** Progress is told to a screen reader at most this often, in milliseconds; a change of state at once. */
const interval = 10_000;

const sentence = (transfer: Transfer): string => {
  const { state } = transfer;
  const percent = state.kind === 'running' ? `, ${Math.floor(overallValue(transfer) * 100)} percent` : '';
  return `${nameOf(transfer)}: ${describeTransfer(transfer)}${percent}`;
};

/** Tells a screen reader how transfers come along, wherever in the app its user is. */
export function TransferAnnouncer() {
  const [words, setWords] = useState('');

  useEffect(() => {
    let states = new Map<string, string>();
    let lastSpoken = 0;
    return useTransfers.subscribe(({ transfers }) => {
      const changed = transfers.find(({ id, state }) => states.has(id) && states.get(id) !== state.kind);
      states = new Map(transfers.map(({ id, state }) => [id, state.kind]));
      const running = transfers.find(({ state }) => state.kind === 'running');
      const due = Date.now() - lastSpoken >= interval;
      const told = changed ?? (due ? running : undefined);
      if (!told) return;
      lastSpoken = Date.now();
      setWords(sentence(told));
    });
  }, []);

  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {words}
    </div>
  );
}
