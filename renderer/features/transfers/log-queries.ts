import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { TransferLog } from '../../../shared/models/transfer-log.ts';
import { invoke } from '../../ipc/bridge.ts';

/** Appends new lines to a log, and removes those that the main process no longer stores. */
export function mergeLog(known: TransferLog | undefined, later: TransferLog): TransferLog {
  if (!known) return later;
  if (later.entries.length === 0 && later.forgotten === known.forgotten) return known;
  const last = known.entries.at(-1)?.number ?? 0;
  return {
    entries: [...known.entries, ...later.entries.filter(({ number }) => number > last)].filter(
      ({ number }) => number > later.forgotten,
    ),
    forgotten: later.forgotten,
  };
}

/** Milliseconds between requests while the transfer is active. */
const interval = 1_000;

/** The log of a transfer; only new lines are fetched, while it is active and when its state changes. */
export function useTransferLog(transferId: string, state: string, isLive: boolean) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['transfer-log', transferId],
    queryFn: async () => {
      const known = client.getQueryData<TransferLog>(['transfer-log', transferId]);
      const after = known?.entries.at(-1)?.number;
      return mergeLog(
        known,
        await invoke('transfers.log', { transferId, ...(after !== undefined && { after }) }),
      );
    },
    refetchInterval: isLive ? interval : false,
    structuralSharing: false,
  });
  const { refetch } = query;
  const last = useRef(state);
  useEffect(() => {
    if (last.current === state) return;
    last.current = state;
    void refetch();
  }, [state, refetch]);
  return query;
}
