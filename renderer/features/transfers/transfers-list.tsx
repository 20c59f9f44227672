import { InfoLink } from '../../components/info-link.tsx';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCallback, useState } from 'react';
import { summarizeQueue } from '../../../shared/models/queue-summary.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { describeQueue } from '../../../shared/text/queue.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { knownTransfers, useMoveTransfer, useTransferList } from './api.ts';
import { groupTransfers } from './groups.ts';
import { GroupTitle } from './group-title.tsx';
import styles from './list.module.css';
import { isPending, getName } from './progress.ts';
import { moveInQueue, stepTarget } from './queue-order.ts';
import { ThroughputGraph } from './throughput-graph.tsx';
import type { RetryCommand } from './use-transfer-commands.ts';
import { TransferCard } from './transfer-card.tsx';
import { noTransfers } from './transfer-list.ts';
import { useFocusOverMoves } from './use-focus-over-moves.ts';
import { useQueueDrag } from './use-queue-drag.ts';

interface Props {
  readonly onNew: () => void;
  /** Opens the confirmation of the destination account. */
  readonly onConfirmAccount: (transfer: Transfer, command: RetryCommand) => void;
  /** The bandwidth limit of all transfers in bytes per second; undefined when unlimited. */
  readonly bandwidth: number | undefined;
  /** Further buttons of the header. */
  readonly actions: ReactNode;
  /** Work that AWS does, shown above the transfers of this computer. */
  readonly children: ReactNode;
}

/** All transfers grouped by state; waiting ones can be reordered. */
export function TransfersList({ onNew, onConfirmAccount, bandwidth, actions, children }: Props) {
  const client = useQueryClient();
  const { data, isPending: isLoading, error, refetch } = useTransferList();
  const { transfers, queue } = data ?? noTransfers;
  const { mutate: move, error: refusal } = useMoveTransfer();
  const [announcement, setAnnouncement] = useState('');
  const isEmpty = transfers.length === 0;
  const groups = groupTransfers(transfers, queue);
  const summary = summarizeQueue(transfers);
  const totals = describeQueue(summary);
  const latest = transfers[0]?.id;

  const moveTo = useCallback(
    (transferId: string, before: string | null) => {
      const { transfers: all, queue: old } = knownTransfers(client);
      const transfer = all.find(({ id }) => id === transferId);
      const position = moveInQueue(old, transferId, before).indexOf(transferId) + 1;
      if (transfer) setAnnouncement(`${getName(transfer)} is now ${position} of ${old.length} in the queue.`);
      move({ transferId, before });
    },
    [client, move],
  );
  const step = useCallback(
    (transferId: string, direction: 'up' | 'down') => {
      const before = stepTarget(knownTransfers(client).queue, transferId, direction);
      if (before !== undefined) moveTo(transferId, before);
    },
    [client, moveTo],
  );
  const drag = useQueueDrag(queue, moveTo);
  const focusHandlers = useFocusOverMoves();

  return (
    <div className={styles.list} {...focusHandlers}>
      <Header
        variant="h1"
        info={<InfoLink topic="transfers" about="transfers" />}
        description={totals === '' ? undefined : totals}
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {actions}
            {!isEmpty && <Button onClick={onNew}>Replicate more</Button>}
          </SpaceBetween>
        }
      >
        Transfers
      </Header>
      {children}
      {error && <ErrorAlert error={toErrorData(error)} actions={{ retry: () => void refetch() }} />}
      {refusal && <ErrorLine error={toErrorData(refusal)} />}
      {isLoading && <StatusIndicator type="loading">Loading transfers</StatusIndicator>}
      {data && isEmpty && (
        <EmptyState title="No transfers" action={<Button onClick={onNew}>Replicate images</Button>}>
          Transfers appear here, layer by layer.
        </EmptyState>
      )}
      {!isEmpty && (
        <ThroughputGraph
          isLive={transfers.some(({ state }) => isPending(state))}
          bytesPerSecond={summary.bytesPerSecond}
          limit={bandwidth}
        />
      )}
      {groups.flatMap(({ kind, transfers: members }) => [
        <GroupTitle key={kind} kind={kind} transfers={members} />,
        ...members.map((transfer) => (
          <TransferCard
            key={transfer.id}
            transfer={transfer}
            startsOpen={transfer.id === latest || isPending(transfer.state)}
            position={kind === 'waiting' ? queue.indexOf(transfer.id) + 1 : 0}
            count={queue.length}
            drag={drag}
            onStep={step}
            onConfirmAccount={onConfirmAccount}
          />
        )),
      ])}
      <div className="visually-hidden" role="status">
        {announcement}
      </div>
    </div>
  );
}
