import Button from '@cloudscape-design/components/button';
import Icon from '@cloudscape-design/components/icon';
import type { DragEvent } from 'react';
import styles from './queue.module.css';

interface Props {
  readonly name: string;
  /** From 1. */
  readonly place: number;
  readonly count: number;
  readonly onStep: (step: 'up' | 'down') => void;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

/** The place of a waiting transfer in the queue, a handle to drag it by, and buttons that do the same. */
export function QueueControls({ name, place, count, onStep, onDragStart, onDragEnd }: Props) {
  return (
    <span className={styles.controls} role="group" aria-label={`Place of ${name} in the queue`}>
      <span
        className={styles.grip}
        draggable
        title="Drag to another place"
        aria-hidden="true"
        onDragStart={onDragStart}
        onDragEnd={onDragEnd}
      >
        <Icon name="drag-indicator" />
      </span>
      <span className={styles.place}>
        {place} of {count}
      </span>
      <Button
        variant="icon"
        iconName="angle-up"
        ariaLabel={`Move ${name} up`}
        disabled={place === 1}
        disabledReason="It is the first one."
        onClick={() => onStep('up')}
      />
      <Button
        variant="icon"
        iconName="angle-down"
        ariaLabel={`Move ${name} down`}
        disabled={place === count}
        disabledReason="It is the last one."
        onClick={() => onStep('down')}
      />
    </span>
  );
}
