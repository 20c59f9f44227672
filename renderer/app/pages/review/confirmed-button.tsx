import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import type { RegistryIdentity } from '../../../../shared/models/registry.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { useConfirmation } from '../../../components/account-notes.ts';
import { ProtectedDialog } from '../../../features/settings/accounts/protected-dialog.tsx';

interface Props {
  /** Where it writes; undefined while that is not known, and nothing can be started then. */
  readonly destination: RegistryIdentity | undefined;
  readonly disabled: boolean;
  /** True where a check says that the copy will fail; checks can be wrong, so it is not forbidden. */
  readonly isDoubtful: boolean;
  readonly isStarting: boolean;
  /** True while the name of a protected account is asked for. */
  readonly isConfirming: boolean;
  readonly onConfirming: (isConfirming: boolean) => void;
  readonly onStart: (confirmation?: string) => void;
  /** `3 images`: what is copied. */
  readonly what: string;
  /** Where to within the registry. */
  readonly into: ReactNode;
}

/** The button that writes; for a protected account it asks for the account's name before. */
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
          Copy {what} as {destination.arn} into{' '}
          <b>
            <AccountName accountId={destination.registryId} /> {destination.region}
          </b>
          , {into}.
        </ProtectedDialog>
      )}
    </>
  );
}
