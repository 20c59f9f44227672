import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { RegistryIdentity } from '../../../../shared/models/registry.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { useConfirmation } from '../../../components/account-notes.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
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
  /** The tags that are overwritten and that the user has not confirmed one by one. */
  readonly overwritten?: number;
}

/** The button that starts a replication; overwritten tags and a protected account must be confirmed first. */
export function ReplicateButton({
  destination,
  disabled,
  isDoubtful,
  isStarting,
  isConfirming,
  onConfirming,
  onStart,
  what,
  into,
  overwritten = 0,
}: Props) {
  const expected = useConfirmation(destination?.registryId);
  const [isOverwriting, setOverwriting] = useState(false);
  const isDisabled = disabled || !destination;
  const proceed = (): void => {
    if (expected === undefined) onStart();
    else onConfirming(true);
  };
  return (
    <>
      <Button
        variant={isDoubtful ? 'normal' : 'primary'}
        disabled={isDisabled}
        loading={isStarting}
        loadingText="Starting"
        onClick={() => {
          if (overwritten > 0) setOverwriting(true);
          else proceed();
        }}
      >
        {isDoubtful ? 'Replicate anyway' : 'Replicate'}
      </Button>
      {isOverwriting && !isDisabled && (
        <ConfirmDialog
          title={`Overwrite ${formatCount(overwritten, 'tag')}?`}
          confirmText="Overwrite and replicate"
          onClose={() => setOverwriting(false)}
          onConfirm={() => {
            setOverwriting(false);
            proceed();
          }}
        >
          {formatCount(overwritten, 'tag')} at the destination will point to another image than now. An image
          that has no other tag becomes untagged.
        </ConfirmDialog>
      )}
      {isConfirming && !isDisabled && expected !== undefined && (
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
            <AccountName accountId={destination.registryId} />, {destination.region}
          </b>
          , {into}.
        </ProtectedDialog>
      )}
    </>
  );
}
