import { useEffect, useRef, useState } from 'react';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { useTransferList } from './api.ts';
import { describeTransfer, getName, overallValue } from './progress.ts';

/** The minimum time between announcements of progress, in milliseconds; state changes are announced immediately. */
const interval = 10_000;

const sentence = (transfer: Transfer): string => {
  const { state } = transfer;
  const percent = state.kind === 'running' ? `, ${Math.floor(overallValue(transfer) * 100)} percent` : '';
  return `${getName(transfer)}: ${describeTransfer(transfer)}${percent}`;
};

/** Announces state changes and progress of transfers to screen readers on all pages. */
export function TransferAnnouncer() {
  const [text, setText] = useState('');
  const { data } = useTransferList();
  const last = useRef({ states: new Map<string, string>(), announcedAt: 0 });

  useEffect(() => {
    if (!data) return;
    const { states, announcedAt } = last.current;
    const changed = data.transfers.find(({ id, state }) => states.has(id) && states.get(id) !== state.kind);
    last.current.states = new Map(data.transfers.map(({ id, state }) => [id, state.kind]));
    const running = data.transfers.find(({ state }) => state.kind === 'running');
    const isDue = Date.now() - announcedAt >= interval;
    const announced = changed ?? (isDue ? running : undefined);
    if (!announced) return;
    last.current.announcedAt = Date.now();
    setText(sentence(announced));
  }, [data]);

  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {text}
    </div>
  );
}
