import { useContext, useState } from 'react';
import { confirmationOf } from '../../../shared/models/account.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { toErrorData } from '../../bridge.ts';
import { AccountName } from '../../components/account-name.tsx';
import { AccountNotesContext } from '../../components/account-notes.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ProtectedDialog } from '../../features/accounts/protected-dialog.tsx';
import { useRetryTransfer } from '../../features/transfers/api.ts';
import { TransfersList } from '../../features/transfers/transfers-list.tsx';
import pageStyles from '../page.module.css';

/** All transfers; taking one up again into a protected account asks for the account's name. */
export function TransfersPage({ onNew }: { readonly onNew: () => void }) {
  const notes = useContext(AccountNotesContext);
  const retry = useRetryTransfer();
  const [confirmed, setConfirmed] = useState<Transfer>();
  const registryId = confirmed?.destination.registryId;
  const expected = registryId === undefined ? undefined : confirmationOf(registryId, notes[registryId]);
  return (
    <div className={pageStyles.page}>
      <div className={pageStyles.scroll}>
        {retry.error && <ErrorAlert error={toErrorData(retry.error)} />}
        <TransfersList onNew={onNew} onConfirmAccount={setConfirmed} />
      </div>
      {confirmed && registryId !== undefined && expected !== undefined && (
        <ProtectedDialog
          expected={expected}
          onClose={() => setConfirmed(undefined)}
          onConfirm={(confirmation) => {
            setConfirmed(undefined);
            retry.mutate({ transferId: confirmed.id, confirmation });
          }}
        >
          Go on copying into{' '}
          <b>
            <AccountName accountId={registryId} /> {confirmed.destination.region}
          </b>
          , repository <b>{confirmed.destination.repositoryName}</b>.
        </ProtectedDialog>
      )}
    </div>
  );
}
