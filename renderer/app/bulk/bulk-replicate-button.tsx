import Button from '@cloudscape-design/components/button';
import { useContext } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import { confirmationOf } from '../../../shared/models/account.ts';
import type { Bulk } from '../../../shared/models/bulk.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import { AccountName } from '../../components/account-name.tsx';
import { AccountNotesContext } from '../../components/account-notes.ts';
import { bulkNumbers } from '../../features/bulk/bulk-rows.ts';
import { ProtectedDialog } from '../../features/accounts/protected-dialog.tsx';

interface Props {
  readonly bulk: Bulk | undefined;
  /** Undefined while it is not known into whose account this goes; nothing can be started then. */
  readonly destination: RegistryIdentity | undefined;
  readonly disabled: boolean;
  readonly isStarting: boolean;
  /** True while the name of a protected account is asked for. */
  readonly isConfirming: boolean;
  readonly onConfirming: (isConfirming: boolean) => void;
  readonly onStart: (bulk: Bulk, confirmation?: string) => void;
}

/** Starts all plans together; for a protected account it asks for the account's name before. */
export function BulkReplicateButton({
  bulk,
  destination,
  disabled,
  isStarting,
  isConfirming,
  onConfirming,
  onStart,
}: Props) {
  const notes = useContext(AccountNotesContext);
  const expected = destination && confirmationOf(destination.registryId, notes[destination.registryId]);
  return (
    <>
      <Button
        variant="primary"
        disabled={disabled || !bulk || !destination}
        loading={isStarting}
        loadingText="Starting"
        onClick={() => {
          if (!bulk) return;
          if (expected === undefined) onStart(bulk);
          else onConfirming(true);
        }}
      >
        Replicate
      </Button>
      {isConfirming && bulk && destination && expected !== undefined && (
        <ProtectedDialog
          expected={expected}
          onClose={() => onConfirming(false)}
          onConfirm={(typed) => {
            onConfirming(false);
            onStart(bulk, typed);
          }}
        >
          Copy {formatCount(bulkNumbers(bulk).going.images, 'image')} as {destination.arn} into{' '}
          <b>
            <AccountName accountId={destination.registryId} /> {destination.region}
          </b>
          , {formatCount(bulkNumbers(bulk).planned, 'repository', 'repositories')}.
        </ProtectedDialog>
      )}
    </>
  );
}
