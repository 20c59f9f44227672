import Button from '@cloudscape-design/components/button';
import Icon from '@cloudscape-design/components/icon';
import type { DragEvent } from 'react';
import styles from './queue.module.css';

interface Props {
  readonly name: string;
  /** From 1. */
  readonly position: number;
  readonly count: number;
  readonly onStep: (step: 'up' | 'down') => void;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

/** The queue position of a waiting transfer, a drag handle, and buttons that move it. */
export function QueueControls({ name, position, count, onStep, onDragStart, onDragEnd }: Props) {
  return (
    <span className={styles.controls} role="group" aria-label={`Queue position of ${name}`}>
      <span
        className={styles.grip}
        draggable
        title="Drag to reorder"
        aria-hidden="true"
        onDragStart={onDragStart}
        onDragEnd={onDragEnd}
      >
        <Icon name="drag-indicator" />
      </span>
      <span className={styles.position}>
        {position} of {count}
      </span>
      <Button
        variant="icon"
        iconName="angle-up"
        ariaLabel={`Move ${name} up`}
        disabled={position === 1}
        disabledReason="Already first in the queue."
        onClick={() => onStep('up')}
      />
      <Button
        variant="icon"
        iconName="angle-down"
        ariaLabel={`Move ${name} down`}
        disabled={position === count}
        disabledReason="Already last in the queue."
        onClick={() => onStep('down')}
      />
    </span>
  );
}
