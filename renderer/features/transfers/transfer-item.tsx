import type { KeyboardEvent } from 'react';
import { memo } from 'react';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { nameOf } from './progress.ts';
import { QueueControls } from './queue-controls.tsx';
import styles from './queue.module.css';
import type { RetryCommand } from './transfer-card.tsx';
import { TransferCard } from './transfer-card.tsx';
import type { QueueDrag } from './use-queue-drag.ts';

interface Props {
  readonly transfer: Transfer;
  readonly startsOpen: boolean;
  /** The queue position from 1; 0 for a transfer that is not waiting, or whose position is unknown. */
  readonly position: number;
  /** The number of waiting transfers. */
  readonly count: number;
  readonly drag: QueueDrag;
  readonly onStep: (id: string, step: 'up' | 'down') => void;
  readonly onConfirmAccount: (transfer: Transfer, again: RetryCommand) => void;
}

const steps: Readonly<Record<string, 'up' | 'down'>> = { ArrowUp: 'up', ArrowDown: 'down' };

/** One transfer of the list; a waiting one can be moved with its handle, its buttons, or Alt and an arrow. */
export const TransferItem = memo(function TransferItem({
  transfer,
  startsOpen,
  position,
  count,
  drag,
  onStep,
  onConfirmAccount,
}: Props) {
  const { id } = transfer;
  const name = nameOf(transfer);
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
      className={`${styles.card} ${edge ? styles[edge] : ''}`}
      onKeyDown={stepByKey}
      onDragOver={(event) => drag.onDragOver(id, event)}
      onDrop={drag.onDrop}
    >
      <TransferCard
        transfer={transfer}
        startsOpen={startsOpen}
        onConfirmAccount={onConfirmAccount}
        queueControls={
          position > 0 && (
            <QueueControls
              name={name}
              position={position}
              count={count}
              onStep={(step) => onStep(id, step)}
              onDragStart={(event) => drag.onDragStart(id, event)}
              onDragEnd={drag.onDragEnd}
            />
          )
        }
      />
    </section>
  );
});
