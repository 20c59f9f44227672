import type { Transfer } from '../../../shared/models/transfer.ts';
import { describeStall } from '../../../shared/text/stall.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ErrorDetail } from '../../components/error-detail.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import styles from './transfer.module.css';
import type { RetryCommand, TransferCommands } from './use-transfer-commands.ts';
import { getRefusal } from './use-transfer-commands.ts';
import { WaitingAlert } from './waiting-alert.tsx';

interface Props {
  readonly transfer: Transfer;
  readonly commands: TransferCommands;
  readonly onConfirmAccount: (command: RetryCommand) => void;
}

/** The problems of a transfer, and the result of the last command. */
export function TransferTroubles({
  transfer: { id, state, registryUnavailable, stall },
  commands,
  onConfirmAccount,
}: Props) {
  const { resume, retry, retryFailed, save } = commands;
  const refusal = getRefusal(commands);
  const confirm = (): void => onConfirmAccount(retryFailed.error ? 'retry-failed' : 'retry');
  return (
    <>
      {refusal && <ErrorLine error={toErrorData(refusal)} actions={{ 'confirm-account': confirm }} />}
      {save.data && (
        <div role="status" className={styles.faint}>
          Report saved to {save.data}
        </div>
      )}
      {state.kind === 'waiting-for-credentials' && (
        <WaitingAlert error={state.error} onRetry={() => resume.mutate(id)} busy={resume.isPending} />
      )}
      {state.kind === 'failed' && (
        <ErrorAlert
          error={state.error}
          actions={{ retry: () => retry.mutate({ transferId: id }) }}
          busy={retry.isPending}
        />
      )}
      {stall && (
        <div role="status" className={styles.faint}>
          {describeStall(stall)}
          {stall.error && <ErrorDetail error={stall.error} />}
        </div>
      )}
      {registryUnavailable && (
        <div className={styles.faint}>
          Layers are uploaded through the ECR API because the registry endpoint is not available:{' '}
          {registryUnavailable.message}
          <ErrorDetail error={registryUnavailable} />
        </div>
      )}
    </>
  );
}
