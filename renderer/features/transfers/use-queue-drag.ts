import type { DragEvent } from 'react';
import { useMemo, useState } from 'react';
import { dropTarget } from './queue-order.ts';

type Edge = 'above' | 'below';

/** The position where a drop moves the transfer. */
export interface DropTarget {
  readonly over: string;
  readonly edge: Edge;
}

export interface QueueDrag {
  readonly target: DropTarget | undefined;
  readonly onDragStart: (id: string, event: DragEvent) => void;
  readonly onDragOver: (id: string, event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

/** A custom type, so that no other drop target accepts it as text. */
const dragType = 'application/x-waiting-transfer';

const getEdge = ({ currentTarget, clientY }: DragEvent): Edge => {
  const { top, height } = currentTarget.getBoundingClientRect();
  return clientY < top + height / 2 ? 'above' : 'below';
};

/** Drag and drop of waiting transfers within the queue. */
export function useQueueDrag(
  queue: readonly string[],
  onMove: (id: string, before: string | null) => void,
): QueueDrag {
  const [dragged, setDragged] = useState<string>();
  const [target, setTarget] = useState<DropTarget>();

  return useMemo(() => {
    const end = (): void => {
      setDragged(undefined);
      setTarget(undefined);
    };
    return {
      target,
      onDragStart(id, { dataTransfer, currentTarget }) {
        dataTransfer.setData(dragType, id);
        dataTransfer.effectAllowed = 'move';
        const card = currentTarget.closest('section');
        if (card) dataTransfer.setDragImage(card, 16, 16);
        setDragged(id);
      },
      onDragOver(id, event) {
        if (dragged === undefined || !queue.includes(id)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        const edge = getEdge(event);
        setTarget((before) => (before?.over === id && before.edge === edge ? before : { over: id, edge }));
      },
      onDrop(event) {
        if (dragged === undefined || !target) return;
        event.preventDefault();
        const before = dropTarget(queue, target.over, target.edge);
        if (dragged !== target.over && before !== dragged) onMove(dragged, before);
        end();
      },
      onDragEnd: end,
    };
  }, [dragged, target, queue, onMove]);
}
