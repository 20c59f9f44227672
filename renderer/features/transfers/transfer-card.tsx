import Container from '@cloudscape-design/components/container';
import Icon from '@cloudscape-design/components/icon';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { memo, useState } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import type { Transfer, TransferState } from '../../../shared/models/transfer.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { describeTransfer, nameOf } from './progress.ts';
import { TransferActions } from './transfer-actions.tsx';
import { TransferImages } from './transfer-images.tsx';
import { TransferLogSection } from './transfer-log.tsx';
import { TransferOverall } from './transfer-overall.tsx';
import { TransferRoute } from './transfer-route.tsx';
import { TransferTroubles } from './transfer-troubles.tsx';
import styles from './transfer.module.css';
import { useTransferCommands } from './use-transfer-commands.ts';

const icons = {
  waiting: 'pending',
  running: 'in-progress',
  paused: 'stopped',
  suspended: 'stopped',
  'waiting-for-credentials': 'pending',
  cancelling: 'stopped',
  done: 'success',
  failed: 'error',
  cancelled: 'stopped',
  interrupted: 'stopped',
} as const satisfies Record<TransferState['kind'], StatusIndicatorProps.Type>;

/** The command that was refused because the account must be confirmed. */
export type RetryCommand = 'retry' | 'retry-failed';

interface Props {
  readonly transfer: Transfer;
  /** Whether the images are initially expanded. */
  readonly startsOpen: boolean;
  /** Opens the confirmation of the destination account. */
  readonly onConfirmAccount: (transfer: Transfer, again: RetryCommand) => void;
  /** The controls of a waiting transfer. */
  readonly queueControls?: ReactNode;
}

/** One transfer: its state, progress, problems and actions. */
export const TransferCard = memo(function TransferCard({
  transfer,
  startsOpen,
  onConfirmAccount,
  queueControls,
}: Props) {
  const { id, state, images, startedAt, copyStartedAt } = transfer;
  const commands = useTransferCommands();
  const [chosen, setChosen] = useState<boolean>();
  const isOpen = chosen ?? startsOpen;
  const name = nameOf(transfer);

  return (
    <Container>
      <div className={styles.card}>
        <div className={styles.head}>
          <h3 className={styles.title}>
            <button
              type="button"
              className={styles.toggle}
              aria-expanded={isOpen}
              aria-label={`Images of ${name}`}
              onClick={() => setChosen(!isOpen)}
            >
              <Icon name={isOpen ? 'angle-down' : 'angle-right'} size="small" />
            </button>
            <StatusIndicator type={icons[state.kind]}>{describeTransfer(transfer)}</StatusIndicator>
            <span className={styles.faint}>
              {formatCount(images.length, 'image')}, {copyStartedAt === undefined ? 'queued' : 'started'}{' '}
              <RelativeTime time={copyStartedAt ?? startedAt} />
            </span>
          </h3>
          <span className={styles.actions}>
            {queueControls}
            <TransferActions {...{ transfer, name, commands }} />
          </span>
        </div>
        <TransferRoute {...transfer} />
        <TransferTroubles
          transfer={transfer}
          commands={commands}
          onConfirmAccount={(again) => onConfirmAccount(transfer, again)}
        />
        <TransferOverall transfer={transfer} name={name} />
        {isOpen && <TransferImages transfer={transfer} />}
        {isOpen && <TransferLogSection transferId={id} name={name} state={state} />}
      </div>
    </Container>
  );
});
