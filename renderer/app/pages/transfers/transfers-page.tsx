import Button from '@cloudscape-design/components/button';
import { useCallback, useState } from 'react';
import type { ExecutionRequest, ExecutionRoute } from '../../../../shared/models/execution.ts';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { useConfirmation } from '../../../components/account-notes.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { recentBackfills, useBackfills } from '../../../features/ecr-replication/backfill-list.ts';
import { BackfillSection } from '../../../features/ecr-replication/backfills/backfill-section.tsx';
import { useNow } from '../../../components/use-now.ts';
import { ProtectedDialog } from '../../../features/settings/accounts/protected-dialog.tsx';
import { useSettings } from '../../../features/settings/api.ts';
import { useRetryFailed, useRetryTransfer } from '../../../features/transfers/api.ts';
import type { RetryCommand } from '../../../features/transfers/use-transfer-commands.ts';
import { TransfersList } from '../../../features/transfers/transfers-list.tsx';
import pageStyles from '../../page/page.module.css';
import { AttachedExecutions } from './attached-executions.tsx';

interface Confirming {
  readonly transfer: Transfer;
  readonly command: RetryCommand;
}

export interface TransfersPageProps {
  readonly onNew: () => void;
  /** Opens the comparison of both sides of an execution. */
  readonly onCompare: (route: ExecutionRoute, execution: ExecutionRequest) => void;
}

/** All transfers; a retry to a protected account must be confirmed. */
export function TransfersPage({ onNew, onCompare }: TransfersPageProps) {
  const { data: settings } = useSettings();
  const retry = useRetryTransfer();
  const retryFailed = useRetryFailed();
  const backfills = useBackfills();
  const now = useNow();
  const [isAttaching, setAttaching] = useState(false);
  const [confirming, setConfirming] = useState<Confirming>();
  const confirmAccount = useCallback(
    (transfer: Transfer, command: RetryCommand) => setConfirming({ transfer, command }),
    [],
  );
  const failure = retry.error ?? retryFailed.error;
  const destination = confirming?.transfer.destination;
  const expected = useConfirmation(destination?.registryId);
  return (
    <div className={pageStyles.page}>
      <div className={pageStyles.scroll}>
        {failure && <ErrorAlert error={toErrorData(failure)} />}
        <TransfersList
          onNew={onNew}
          onConfirmAccount={confirmAccount}
          bandwidth={settings?.transfers.bandwidth}
          actions={<Button onClick={() => setAttaching(true)}>Attach to execution…</Button>}
        >
          <BackfillSection backfills={recentBackfills(backfills, now)} />
          <AttachedExecutions
            isAttaching={isAttaching}
            onClose={() => setAttaching(false)}
            onCompare={onCompare}
          />
        </TransfersList>
      </div>
      {confirming && destination && expected !== undefined && (
        <ProtectedDialog
          expected={expected}
          onClose={() => setConfirming(undefined)}
          onConfirm={(confirmation) => {
            setConfirming(undefined);
            const mutation = confirming.command === 'retry' ? retry : retryFailed;
            mutation.mutate({ transferId: confirming.transfer.id, confirmation });
          }}
        >
          {confirming.command === 'retry' ? 'Resume the transfer to ' : 'Retry the failed images to '}
          <b>
            <AccountName accountId={destination.registryId} /> {destination.region}
          </b>
          , repository <b>{destination.repositoryName}</b>.
        </ProtectedDialog>
      )}
    </div>
  );
}
