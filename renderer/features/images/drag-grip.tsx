import Icon from '@cloudscape-design/components/icon';
import type { DragEvent } from 'react';
import type { ImageSummary } from '../../../shared/models/image.ts';
import styles from './images-table.module.css';

interface Props {
  readonly image: ImageSummary;
  /** The image that is dragged, and undefined at its end. */
  readonly onDrag: (image: ImageSummary | undefined) => void;
}

/** A type of its own, so that nothing else in the window takes it for a text. */
const dragType = 'application/x-ecr-image';

/** Takes an image to the destination with the mouse; the keyboard has the row's checkbox. */
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
