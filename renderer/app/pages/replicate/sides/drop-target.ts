import type { DragEvent } from 'react';

interface DropTarget {
  readonly 'data-drop-target': boolean;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
}

/** The properties of an element on which an image can be dropped; `onDropped` is undefined while none is dragged. */
export const dropTarget = (onDropped: (() => void) | undefined): DropTarget => ({
  'data-drop-target': onDropped !== undefined,
  onDragOver: (event) => onDropped && event.preventDefault(),
  onDrop: (event) => {
    if (!onDropped) return;
    event.preventDefault();
    onDropped();
  },
});
