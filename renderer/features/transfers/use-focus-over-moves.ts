import type { FocusEvent } from 'react';
import { useLayoutEffect, useRef } from 'react';

interface FocusHandlers {
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: () => void;
}

interface Focused {
  readonly list: HTMLElement;
  readonly element: HTMLElement;
  /** The position of its card; the first one for an element that is in no card. */
  readonly card: number;
}

const cardsOf = (list: HTMLElement): readonly HTMLElement[] => [...list.querySelectorAll('section')];

/** Where the focus goes when its element was removed: the first button of the card at its place, or else the page. */
function findSubstitute({ list, card }: Focused): HTMLElement | null {
  const cards = cardsOf(list);
  const next = cards[Math.min(card, cards.length - 1)];
  return next?.querySelector('button') ?? document.querySelector('main');
}

/**
 * Keeps the focus in a list of cards: an element that moves in the document, or is removed, loses the focus without an event.
 * One that moved is focused again, and for one that was removed a button at its place is.
 */
export function useFocusOverMoves(): FocusHandlers {
  const focused = useRef<Focused>(undefined);

  useLayoutEffect(() => {
    const { activeElement, body } = document;
    if (activeElement !== body || !focused.current) return;
    const { element } = focused.current;
    const target = element.isConnected ? element : findSubstitute(focused.current);
    target?.focus();
  });

  return {
    onFocus: ({ target, currentTarget: list }) => {
      // An element of a dialog is in the list for React, but not in the document.
      const card = cardsOf(list).findIndex((each) => each.contains(target));
      focused.current = list.contains(target)
        ? { list, element: target, card: Math.max(card, 0) }
        : undefined;
    },
    onBlur: () => {
      focused.current = undefined;
    },
  };
}
