import type { KeyboardEvent } from 'react';
import { memo } from 'react';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { nameOf } from './progress.ts';
import { QueueControls } from './queue-controls.tsx';
import styles from './queue.module.css';
import type { Again } from './transfer-card.tsx';
import { TransferCard } from './transfer-card.tsx';
import type { QueueDrag } from './use-queue-drag.ts';

interface Props {
  readonly transfer: Transfer;
  readonly startsOpen: boolean;
  /** In the queue, from 1; 0 for one that does not wait, or whose place is not known yet. */
  readonly place: number;
  /** How many wait. */
  readonly count: number;
  readonly drag: QueueDrag;
  readonly onStep: (id: string, step: 'up' | 'down') => void;
  readonly onConfirmAccount: (transfer: Transfer, again: Again) => void;
}

const steps: Readonly<Record<string, 'up' | 'down'>> = { ArrowUp: 'up', ArrowDown: 'down' };

/** One transfer of the list; where it waits, it can be moved: by its handle, its buttons, or Alt and the arrows. */
export const TransferItem = memo(function TransferItem({
  transfer,
  startsOpen,
  place,
  count,
  drag,
  onStep,
  onConfirmAccount,
}: Props) {
  const { id } = transfer;
  const name = nameOf(transfer);
  const edge = drag.place?.over === id ? drag.place.edge : undefined;
  const stepByKey = (event: KeyboardEvent): void => {
    const step = event.altKey ? steps[event.key] : undefined;
    if (!step || place === 0) return;
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
          place > 0 && (
            <QueueControls
              name={name}
              place={place}
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
