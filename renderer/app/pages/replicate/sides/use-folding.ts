import type { FocusEvent, MouseEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { fieldId, onFieldRequested } from '../../../draft/fields.ts';

interface Folding {
  readonly isFolded: boolean;
  /** Shows the fields and focuses the first one. */
  readonly open: () => void;
  /** Shows one line, and focuses its button. */
  readonly close: () => void;
  /** For the panel; React's events also include those of drop-down lists, which are elsewhere in the document. */
  readonly panelProps: { readonly onClickCapture: (event: MouseEvent) => void };
  readonly fieldsProps: { readonly onFocusCapture: (event: FocusEvent) => void };
}

/** The element id of the button that shows the fields. */
export const changeButtonId = 'change-route';

/**
 * Whether the fields of both sides are one line: when they are complete and the user works elsewhere. A click elsewhere
 * folds them only when it is finished, because the page below moves then.
 */
export function useFolding(isComplete: boolean): Folding {
  const [isEditing, setEditing] = useState(false);
  const inside = useRef(new WeakSet<Event>());

  useEffect(() => onFieldRequested(() => flushSync(() => setEditing(true))), []);

  useEffect(() => {
    let byKeyboard = false;
    const onKeyDown = (): void => void (byKeyboard = true);
    const onPointerDown = (): void => void (byKeyboard = false);
    const onFocus = (event: Event): void => {
      if (byKeyboard && !inside.current.has(event)) setEditing(false);
    };
    const onClick = (event: Event): void => {
      if (!inside.current.has(event)) setEditing(false);
    };
    const listeners = [
      ['keydown', onKeyDown],
      ['pointerdown', onPointerDown],
      ['focusin', onFocus],
      ['click', onClick],
    ] as const;
    for (const [name, listener] of listeners) document.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) document.removeEventListener(name, listener);
    };
  }, []);

  return {
    isFolded: isComplete && !isEditing,
    open: () => {
      flushSync(() => setEditing(true));
      document.getElementById(fieldId('source', 'profile'))?.focus();
    },
    close: () => {
      flushSync(() => setEditing(false));
      document.getElementById(changeButtonId)?.focus();
    },
    panelProps: { onClickCapture: ({ nativeEvent }) => void inside.current.add(nativeEvent) },
    fieldsProps: {
      onFocusCapture: ({ nativeEvent }) => {
        inside.current.add(nativeEvent);
        setEditing(true);
      },
    },
  };
}
