import type { FocusEvent } from 'react';
import { useLayoutEffect, useRef } from 'react';

interface FocusWatch {
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: () => void;
}

/**
 * Keeps the keyboard's place in a list whose order changes: an element that is put elsewhere in the document loses the
 * focus, and gets it back here.
 */
export function useFocusOverMoves(): FocusWatch {
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
