import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import type { RegistryIdentity } from '../../../../shared/models/registry.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { useConfirmation } from '../../../components/account-notes.ts';
import { ProtectedDialog } from '../../../features/settings/accounts/protected-dialog.tsx';

interface Props {
  /** The destination; undefined while it is unknown, which disables the button. */
  readonly destination: RegistryIdentity | undefined;
  readonly disabled: boolean;
  /** True when a check failed. Checks can be wrong, so starting is still allowed. */
  readonly isDoubtful: boolean;
  readonly isStarting: boolean;
  /** True while the confirmation dialog is open. */
  readonly isConfirming: boolean;
  readonly onConfirming: (isConfirming: boolean) => void;
  readonly onStart: (confirmation?: string) => void;
  /** The replicated images: `3 images`. */
  readonly what: string;
  /** The destination within the registry. */
  readonly into: ReactNode;
}

/** The button that starts a replication; a protected account must be confirmed first. */
export function ConfirmedButton({
  destination,
  disabled,
  isDoubtful,
  isStarting,
  isConfirming,
  onConfirming,
  onStart,
  what,
  into,
}: Props) {
  const expected = useConfirmation(destination?.registryId);
  return (
    <>
      <Button
        variant={isDoubtful ? 'normal' : 'primary'}
        disabled={disabled || !destination}
        loading={isStarting}
        loadingText="Starting"
        onClick={() => {
          if (expected === undefined) onStart();
          else onConfirming(true);
        }}
      >
        {isDoubtful ? 'Replicate anyway' : 'Replicate'}
      </Button>
      {isConfirming && destination && expected !== undefined && (
        <ProtectedDialog
          expected={expected}
          onClose={() => onConfirming(false)}
          onConfirm={(typed) => {
            onConfirming(false);
            onStart(typed);
          }}
        >
          Replicate {what} as {destination.arn} to{' '}
          <b>
            <AccountName accountId={destination.registryId} /> {destination.region}
          </b>
          , {into}.
        </ProtectedDialog>
      )}
    </>
  );
}
