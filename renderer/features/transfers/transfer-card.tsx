import Icon from '@cloudscape-design/components/icon';
import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { KeyboardEvent } from 'react';
import { memo } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import type { Transfer, TransferState } from '../../../shared/models/transfer.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { WorkCard } from '../../components/work-card.tsx';
import { describeTransfer, getName } from './progress.ts';
import { QueueControls } from './queue-controls.tsx';
import queueStyles from './queue.module.css';
import { TransferActions } from './transfer-actions.tsx';
import { TransferComparison } from './transfer-comparison.tsx';
import { TransferImages } from './transfer-images.tsx';
import { TransferLogSection } from './transfer-log.tsx';
import { TransferOverall, TransferRoute } from './transfer-summary.tsx';
import { TransferTroubles } from './transfer-troubles.tsx';
import styles from './transfer.module.css';
import { useOpenRows } from './use-open-rows.ts';
import type { QueueDrag } from './use-queue-drag.ts';
import type { RetryCommand } from './use-transfer-commands.ts';
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

interface Props {
  readonly transfer: Transfer;
  /** Whether the images are initially expanded. */
  readonly startsOpen: boolean;
  /** The queue position from 1; 0 for a transfer that is not waiting, or whose position is unknown. */
  readonly position: number;
  /** The number of waiting transfers. */
  readonly count: number;
  readonly drag: QueueDrag;
  readonly onStep: (id: string, step: 'up' | 'down') => void;
  /** Opens the confirmation of the destination account. */
  readonly onConfirmAccount: (transfer: Transfer, command: RetryCommand) => void;
}

const steps: Readonly<Record<string, 'up' | 'down'>> = { ArrowUp: 'up', ArrowDown: 'down' };

/**
 * One transfer: its state, progress, problems and actions. A waiting one can be moved with its handle, its buttons, or
 * Alt and an arrow.
 */
export const TransferCard = memo(function TransferCard(props: Props) {
  const { transfer, startsOpen, position, count, drag, onStep, onConfirmAccount } = props;
  const { id, state, images, startedAt, copyStartedAt } = transfer;
  const commands = useTransferCommands();
  const [rows, changeRows] = useOpenRows(id);
  const isOpen = rows.isOpen ?? startsOpen;
  const name = getName(transfer);
  const edge = drag.target?.over === id ? drag.target.edge : undefined;
  const stepByKey = (event: KeyboardEvent): void => {
    const step = event.altKey ? steps[event.key] : undefined;
    if (!step || position === 0) return;
    event.preventDefault();
    onStep(id, step);
  };

  return (
    <section
      aria-label={`Transfer of ${name}`}
      className={`${queueStyles.card} ${edge ? queueStyles[edge] : ''}`}
      onKeyDown={stepByKey}
      onDragOver={(event) => drag.onDragOver(id, event)}
      onDrop={drag.onDrop}
    >
      <WorkCard
        toggle={
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-label={`Images of ${name}`}
            onClick={() => changeRows({ isOpen: !isOpen })}
          >
            <Icon name={isOpen ? 'angle-down' : 'angle-right'} size="small" />
          </button>
        }
        status={icons[state.kind]}
        statusText={describeTransfer(transfer)}
        note={
          <>
            {formatCount(images.length, 'image')}, {copyStartedAt === undefined ? 'queued' : 'started'}{' '}
            <RelativeTime time={copyStartedAt ?? startedAt} />
          </>
        }
        actions={
          <>
            {position > 0 && (
              <QueueControls
                name={name}
                position={position}
                count={count}
                onStep={(step) => onStep(id, step)}
                onDragStart={(event) => drag.onDragStart(id, event)}
                onDragEnd={drag.onDragEnd}
              />
            )}
            <TransferActions {...{ transfer, name, commands }} />
          </>
        }
      >
        <TransferRoute {...transfer} />
        <TransferTroubles
          transfer={transfer}
          commands={commands}
          onConfirmAccount={(command) => onConfirmAccount(transfer, command)}
        />
        <TransferOverall transfer={transfer} name={name} />
        {isOpen && <TransferImages transfer={transfer} rows={rows} onRows={changeRows} />}
        {isOpen && 'finishedAt' in state && <TransferComparison transferId={id} name={name} />}
        {isOpen && (
          <TransferLogSection
            transferId={id}
            name={name}
            state={state}
            isOpen={rows.isLogOpen ?? false}
            onOpen={(isLogOpen) => changeRows({ isLogOpen })}
          />
        )}
      </WorkCard>
    </section>
  );
});
