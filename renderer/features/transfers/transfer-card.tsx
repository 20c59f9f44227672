import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Icon from '@cloudscape-design/components/icon';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { memo } from 'react';
import type { Transfer, TransferState } from '../../../shared/models/transfer.ts';
import { toErrorData } from '../../bridge.ts';
import { AccountName } from '../../components/account-name.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { formatCount } from '../../../shared/format/counts.ts';
import {
  useCancelTransfer,
  usePauseTransfer,
  useRemoveTransfer,
  useResumeTransfer,
  useRetryTransfer,
  useSaveReport,
} from './api.ts';
import { describeOverall, describeTransfer, overallValue, toneOf } from './progress.ts';
import { TransferActions } from './transfer-actions.tsx';
import { TransferImages } from './transfer-images.tsx';
import styles from './transfer.module.css';
import { WaitingAlert } from './waiting-alert.tsx';

const icons = {
  running: 'in-progress',
  paused: 'stopped',
  'waiting-for-credentials': 'pending',
  cancelling: 'stopped',
  done: 'success',
  failed: 'error',
  cancelled: 'stopped',
  interrupted: 'stopped',
} as const satisfies Record<TransferState['kind'], StatusIndicatorProps.Type>;

interface Props {
  readonly transfer: Transfer;
  /** Asks for the name of the protected account that it writes to. */
  readonly onConfirmAccount: (transfer: Transfer) => void;
}

/** One replication: where it stands, and what can be done about it. */
export const TransferCard = memo(function TransferCard({ transfer, onConfirmAccount }: Props) {
  const { state, source, destination, images, startedAt } = transfer;
  const pause = usePauseTransfer();
  const resume = useResumeTransfer();
  const cancel = useCancelTransfer();
  const retry = useRetryTransfer();
  const remove = useRemoveTransfer();
  const save = useSaveReport();
  const failure = pause.error ?? resume.error ?? cancel.error ?? retry.error ?? remove.error ?? save.error;
  const again = (): void => retry.mutate({ transferId: transfer.id });
  const name = `${source.repositoryName} to ${destination.repositoryName}`;

  return (
    <section aria-label={`Transfer of ${name}`}>
      <Container
        header={
          <Header
            variant="h2"
            actions={<TransferActions {...{ transfer, name, pause, resume, cancel, retry, remove, save }} />}
          >
            <span className={styles.title}>
              <StatusIndicator type={icons[state.kind]}>{describeTransfer(transfer)}</StatusIndicator>
              <span className={styles.faint}>
                {formatCount(images.length, 'image')}, started <RelativeTime time={startedAt} />
              </span>
            </span>
          </Header>
        }
      >
        <div className={styles.card}>
          <div className={styles.route}>
            <End {...source} />
            <Icon name="arrow-right" variant="subtle" ariaLabel="to" />
            <End {...destination} />
          </div>
          {failure && (
            <ErrorLine
              error={toErrorData(failure)}
              actions={{ 'confirm-account': () => onConfirmAccount(transfer) }}
            />
          )}
          {save.data && (
            <div role="status" className={styles.faint}>
              Report saved to {save.data}
            </div>
          )}
          {state.kind === 'waiting-for-credentials' && (
            <WaitingAlert
              error={state.error}
              tryNow={() => resume.mutate(transfer.id)}
              busy={resume.isPending}
            />
          )}
          {state.kind === 'failed' && (
            <ErrorAlert error={state.error} actions={{ retry: again }} busy={retry.isPending} />
          )}
          <div className={styles.overall}>
            <ProgressBar
              label={`Transfer of ${name}`}
              value={overallValue(transfer)}
              text={describeOverall(transfer)}
              tone={toneOf(state)}
              size="large"
            />
            <div className={styles.figures}>{describeOverall(transfer)}</div>
          </div>
          <TransferImages transfer={transfer} />
        </div>
      </Container>
    </section>
  );
});

function End({ repositoryName, repositoryUri, registryId, region }: Transfer['source']) {
  return (
    <div className={styles.end}>
      <span className={styles.repository} title={repositoryUri}>
        {repositoryName}
      </span>
      <span className={styles.faint}>
        Account <AccountName accountId={registryId} />, {region}
      </span>
    </div>
  );
}
