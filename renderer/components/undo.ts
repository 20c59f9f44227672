import { createContext, useContext, useEffect, useRef } from 'react';

/** A change that was made and can be taken back. */
export interface UndoOffer {
  /** A sentence that says what changed, such as `Selection of 3 images cleared.` */
  readonly text: string;
  readonly undo: () => void;
  /** An offer with the same key is replaced, such as of two changes of one setting; without a key, none is. */
  readonly key?: string;
  /** Runs once when the offer ends without undo: after its time, dismissed, replaced or withdrawn. */
  readonly onEnd?: () => void;
}

/** Shows an offer for ten seconds. Returns a function that withdraws it, for when its undo no longer applies. */
export type OfferUndo = (offer: UndoOffer) => () => void;

/** Offers nothing where a component is rendered outside the app, as in tests; the change is final then. */
export const UndoContext = createContext<OfferUndo>((offer) => {
  offer.onEnd?.();
  return () => undefined;
});

/** Offers to undo a change by a message with the button `Undo`. */
export const useOfferUndo = (): OfferUndo => useContext(UndoContext);

/**
 * Offers that apply only to what is shown: they are withdrawn when the scope changes.
 *
 * @param scope identifies what is shown, such as the open repository.
 */
export function useScopedUndo(scope: string): OfferUndo {
  const offerUndo = useOfferUndo();
  const withdrawals = useRef(new Map<string, readonly (() => void)[]>());
  useEffect(() => {
    const byScope = withdrawals.current;
    return () => {
      for (const withdraw of byScope.get(scope) ?? []) withdraw();
      byScope.delete(scope);
    };
  }, [scope]);
  return (offer) => {
    const withdraw = offerUndo(offer);
    withdrawals.current.set(scope, [...(withdrawals.current.get(scope) ?? []), withdraw]);
    return withdraw;
  };
}
