import type { RefObject } from 'react';
import { useEffect, useEffectEvent } from 'react';

/** What a person may use beside an open panel without closing it: a dialog above it, and what the app tells at its top. */
const beside = '[role="dialog"], [data-beside-panels]';

/** Closes a panel when a person clicks or moves on to somewhere else; the focus is theirs then. */
export function useDismissal(
  inside: readonly RefObject<HTMLElement | null>[],
  onClose: (returnFocus: boolean) => void,
): void {
  const leave = useEffectEvent((event: Event) => {
    const { target } = event;
    if (!(target instanceof Element) || target.closest(beside)) return;
    if (inside.some(({ current }) => current?.contains(target))) return;
    onClose(false);
  });

  useEffect(() => {
    const listener = (event: Event): void => leave(event);
    document.addEventListener('pointerdown', listener);
    document.addEventListener('focusin', listener);
    return () => {
      document.removeEventListener('pointerdown', listener);
      document.removeEventListener('focusin', listener);
    };
  }, []);
}
