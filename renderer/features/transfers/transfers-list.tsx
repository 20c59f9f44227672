import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { listTransfers } from './api.ts';
import { useTransfers } from './store.ts';
import { TransferCard } from './transfer-card.tsx';

interface Props {
  readonly onNew: () => void;
  /** Asks for the name of the protected account that a transfer writes to. */
  readonly onConfirmAccount: (transfer: Transfer) => void;
}

/** All transfers since the app was started, the latest first. */
export function TransfersList({ onNew, onConfirmAccount }: Props) {
  const { transfers, loaded, error } = useTransfers();
  const none = transfers.length === 0;
  return (
    <SpaceBetween size="s">
      <Header variant="h1" actions={!none && <Button onClick={onNew}>Replicate more</Button>}>
        Transfers
      </Header>
      {error && <ErrorAlert error={error} actions={{ retry: () => void listTransfers() }} />}
      {!loaded && !error && <StatusIndicator type="loading">Loading transfers</StatusIndicator>}
      {loaded && none && (
        <EmptyState title="No transfers yet" action={<Button onClick={onNew}>Replicate images</Button>}>
          What you replicate is shown here, layer by layer.
        </EmptyState>
      )}
      {transfers.map((transfer) => (
        <TransferCard key={transfer.id} transfer={transfer} onConfirmAccount={onConfirmAccount} />
      ))}
    </SpaceBetween>
  );
}
