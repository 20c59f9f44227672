import type { FocusEvent } from 'react';
import { useLayoutEffect, useRef } from 'react';

interface FocusHandlers {
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: () => void;
}

/**
 * Keeps the focus in a list whose order changes: an element that moves in the document loses the focus, and is focused
 * again here.
 */
export function useFocusOverMoves(): FocusHandlers {
  const focused = useRef<HTMLElement>(undefined);

  useLayoutEffect(() => {
    const { activeElement, body } = document;
    if (activeElement === body && focused.current?.isConnected) focused.current.focus();
  });

  return {
    onFocus: ({ target }) => {
      focused.current = target;
    },
    onBlur: () => {
      focused.current = undefined;
    },
  };
}
