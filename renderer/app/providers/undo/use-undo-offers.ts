import { useCallback, useRef, useState } from 'react';
import type { OfferUndo, UndoOffer } from '../../../components/undo.ts';

export interface ShownOffer extends UndoOffer {
  readonly id: number;
}

/** The offers to undo a change, the latest first. */
export function useUndoOffers() {
  const [offers, setOffers] = useState<readonly ShownOffer[]>([]);
  // The source of the state, so that each offer ends once, even if two events of one render end it.
  const open = useRef<readonly ShownOffer[]>([]);
  const nextId = useRef(1);

  const replace = useCallback((next: readonly ShownOffer[]): void => {
    open.current = next;
    setOffers(next);
  }, []);

  /** Removes an offer; undefined when it ended before. */
  const take = useCallback(
    (id: number): ShownOffer | undefined => {
      const offer = open.current.find((each) => each.id === id);
      if (offer) replace(open.current.filter((each) => each !== offer));
      return offer;
    },
    [replace],
  );
  const end = useCallback((id: number): void => take(id)?.onEnd?.(), [take]);
  const undo = useCallback((id: number): void => take(id)?.undo(), [take]);

  const offerUndo: OfferUndo = useCallback(
    (offer) => {
      const shown = { ...offer, id: nextId.current++ };
      const replaced = open.current.find(({ key }) => key !== undefined && key === offer.key);
      if (replaced) end(replaced.id);
      replace([shown, ...open.current]);
      return () => end(shown.id);
    },
    [end, replace],
  );

  return { offers, offerUndo, undo, end };
}
