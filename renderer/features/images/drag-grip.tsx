import Icon from '@cloudscape-design/components/icon';
import type { DragEvent } from 'react';
import type { ImageSummary } from '../../../shared/models/image.ts';
import styles from './drag-grip.module.css';

interface Props {
  readonly image: ImageSummary;
  /** Called with the dragged image, and with undefined when dragging ends. */
  readonly onDrag: (image: ImageSummary | undefined) => void;
}

/** A custom type, so that no other drop target accepts it as text. */
const dragType = 'application/x-ecr-image';

/** The handle that drags an image to the destination; the keyboard alternative is the row's checkbox. */
export function DragGrip({ image, onDrag }: Props) {
  const start = ({ dataTransfer, currentTarget }: DragEvent): void => {
    dataTransfer.setData(dragType, image.digest);
    dataTransfer.effectAllowed = 'copy';
    const row = currentTarget.closest('tr');
    if (row) dataTransfer.setDragImage(row, 16, 16);
    onDrag(image);
  };
  return (
    <span
      className={styles.grip}
      draggable
      title="Drag to the destination"
      aria-hidden="true"
      onDragStart={start}
      onDragEnd={() => onDrag(undefined)}
    >
      <Icon name="drag-indicator" size="small" />
    </span>
  );
}
