import type { DragEvent } from 'react';
import { useMemo, useState } from 'react';
import { dropTarget } from './queue-order.ts';

type Edge = 'above' | 'below';

/** Where the dragged transfer would come to lie. */
export interface DropPlace {
  readonly over: string;
  readonly edge: Edge;
}

export interface QueueDrag {
  readonly place: DropPlace | undefined;
  readonly onDragStart: (id: string, event: DragEvent) => void;
  readonly onDragOver: (id: string, event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
}

/** What is carried: a type of its own, so that nothing else in the window takes it for a text. */
const dragType = 'application/x-waiting-transfer';

const edgeOf = ({ currentTarget, clientY }: DragEvent): Edge => {
  const { top, height } = currentTarget.getBoundingClientRect();
  return clientY < top + height / 2 ? 'above' : 'below';
};

/** Dragging a waiting transfer to another place among those that wait. */
export function useQueueDrag(
  queue: readonly string[],
  onMove: (id: string, before: string | null) => void,
): QueueDrag {
  const [dragged, setDragged] = useState<string>();
  const [place, setPlace] = useState<DropPlace>();

  return useMemo(() => {
    const end = (): void => {
      setDragged(undefined);
      setPlace(undefined);
    };
    return {
      place,
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
        const edge = edgeOf(event);
        setPlace((before) => (before?.over === id && before.edge === edge ? before : { over: id, edge }));
      },
      onDrop(event) {
        if (dragged === undefined || !place) return;
        event.preventDefault();
        const before = dropTarget(queue, place.over, place.edge);
        if (dragged !== place.over && before !== dragged) onMove(dragged, before);
        end();
      },
      onDragEnd: end,
    };
  }, [dragged, place, queue, onMove]);
}
