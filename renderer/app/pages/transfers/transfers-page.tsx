import { useCallback, useState } from 'react';
import type { Transfer } from '../../../../shared/models/transfer.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { useConfirmation } from '../../../components/account-notes.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { ProtectedDialog } from '../../../features/settings/accounts/protected-dialog.tsx';
import { useSettings } from '../../../features/settings/api.ts';
import { useRetryFailed, useRetryTransfer } from '../../../features/transfers/api.ts';
import type { Again } from '../../../features/transfers/transfer-card.tsx';
import { TransfersList } from '../../../features/transfers/transfers-list.tsx';
import pageStyles from '../../layout/page.module.css';

interface Asked {
  readonly transfer: Transfer;
  readonly again: Again;
}

/** All transfers; taking one up again into a protected account asks for the account's name. */
export function TransfersPage({ onNew }: { readonly onNew: () => void }) {
  const { data: settings } = useSettings();
  const retry = useRetryTransfer();
  const retryFailed = useRetryFailed();
  const [asked, setAsked] = useState<Asked>();
  const ask = useCallback((transfer: Transfer, again: Again) => setAsked({ transfer, again }), []);
  const failure = retry.error ?? retryFailed.error;
  const destination = asked?.transfer.destination;
  const expected = useConfirmation(destination?.registryId);
  return (
    <div className={pageStyles.page}>
      <div className={pageStyles.scroll}>
        {failure && <ErrorAlert error={toErrorData(failure)} />}
        <TransfersList onNew={onNew} onConfirmAccount={ask} bandwidth={settings?.transfers.bandwidth} />
      </div>
      {asked && destination && expected !== undefined && (
        <ProtectedDialog
          expected={expected}
          onClose={() => setAsked(undefined)}
          onConfirm={(confirmation) => {
            setAsked(undefined);
            const command = asked.again === 'retry' ? retry : retryFailed;
            command.mutate({ transferId: asked.transfer.id, confirmation });
          }}
        >
          {asked.again === 'retry' ? 'Go on copying into ' : 'Copy what failed once more into '}
          <b>
            <AccountName accountId={destination.registryId} /> {destination.region}
          </b>
          , repository <b>{destination.repositoryName}</b>.
        </ProtectedDialog>
      )}
    </div>
  );
}
