import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { CopyAction } from '../../components/copy-button.tsx';
import { formatTransferErrors } from './error-text.ts';
import { failedInPart } from './progress.ts';
import type { TransferCommands } from './use-transfer-commands.ts';

interface Props {
  readonly transfer: Transfer;
  readonly name: string;
  readonly commands: TransferCommands;
}

/** The actions of a transfer in its state. */
export function TransferActions({ transfer, name, commands }: Props) {
  const { id, state } = transfer;
  const { pause, resume, cancel, retry, retryFailed, save, remove } = commands;
  const isPaused = state.kind === 'paused';
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {(state.kind === 'running' || state.kind === 'suspended' || isPaused) && (
        <Button
          loading={pause.isPending || resume.isPending}
          onClick={() => (isPaused ? resume : pause).mutate(id)}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
      )}
      {!isFinished(state) && (
        <Button
          disabled={state.kind === 'cancelling'}
          loading={cancel.isPending}
          onClick={() => cancel.mutate(id)}
        >
          {state.kind === 'cancelling' ? 'Canceling…' : 'Cancel'}
        </Button>
      )}
      {failedInPart(transfer) && (
        <Button loading={retryFailed.isPending} onClick={() => retryFailed.mutate({ transferId: id })}>
          Retry failed images
        </Button>
      )}
      {(state.kind === 'cancelled' || state.kind === 'interrupted') && (
        <Button loading={retry.isPending} onClick={() => retry.mutate({ transferId: id })}>
          {state.kind === 'interrupted' ? 'Resume' : 'Restart'}
        </Button>
      )}
      {isFinished(state) && state.kind !== 'interrupted' && (
        <Button loading={save.isPending} onClick={() => save.mutate(id)}>
          Save report
        </Button>
      )}
      {state.kind === 'failed' && (
        <CopyAction text={formatTransferErrors(transfer)}>Copy error details</CopyAction>
      )}
      {isFinished(state) && (
        <Button
          iconName="remove"
          ariaLabel={`Remove transfer of ${name} from the list`}
          loading={remove.isPending}
          onClick={() => remove.mutate([transfer])}
        />
      )}
    </SpaceBetween>
  );
}
