import Button from '@cloudscape-design/components/button';
import { useContext } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import { confirmationOf } from '../../../shared/models/account.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { AccountName } from '../../components/account-name.tsx';
import { AccountNotesContext } from '../../components/account-notes.ts';
import { ProtectedDialog } from '../../features/accounts/protected-dialog.tsx';

interface Props {
  readonly plan: Plan | undefined;
  /** True where a check says that the copy will fail; checks can be wrong, so it is not forbidden. */
  readonly isDoubtful: boolean;
  readonly isStarting: boolean;
  /** True while the name of a protected account is asked for. */
  readonly isConfirming: boolean;
  readonly onConfirming: (isConfirming: boolean) => void;
  readonly onStart: (plan: Plan, confirmation?: string) => void;
}

/** The one button that writes; for a protected account it asks for the account's name before. */
export function ReplicateButton({
  plan,
  isDoubtful,
  isStarting,
  isConfirming,
  onConfirming,
  onStart,
}: Props) {
  const notes = useContext(AccountNotesContext);
  const registryId = plan?.destination.registryId;
  const expected = registryId === undefined ? undefined : confirmationOf(registryId, notes[registryId]);
  return (
    <>
      <Button
        variant={isDoubtful ? 'normal' : 'primary'}
        disabled={!plan || plan.obstacles.length > 0}
        loading={isStarting}
        loadingText="Starting"
        onClick={() => {
          if (!plan) return;
          if (expected === undefined) onStart(plan);
          else onConfirming(true);
        }}
      >
        {isDoubtful ? 'Replicate anyway' : 'Replicate'}
      </Button>
      {isConfirming && plan && expected !== undefined && (
        <ProtectedDialog
          expected={expected}
          onClose={() => onConfirming(false)}
          onConfirm={(typed) => {
            onConfirming(false);
            onStart(plan, typed);
          }}
        >
          Copy {formatCount(plan.images.length, 'image')} as {plan.destination.arn} into{' '}
          <b>
            <AccountName accountId={plan.destination.registryId} /> {plan.destination.region}
          </b>
          , repository <b>{plan.destination.repository.name}</b>.
        </ProtectedDialog>
      )}
    </>
  );
}
