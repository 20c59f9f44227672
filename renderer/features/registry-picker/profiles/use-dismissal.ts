import type { RefObject } from 'react';
import { useEffect, useEffectEvent } from 'react';

/** Elements that can be used without closing the panel: dialogs above it, and the notices at the top of the window. */
const ignored = '[role="dialog"], [data-beside-panels]';

/** Closes a panel when the user clicks or focuses another element, which keeps the focus. */
export function useDismissal(
  inside: readonly RefObject<HTMLElement | null>[],
  onClose: (returnFocus: boolean) => void,
): void {
  const leave = useEffectEvent((event: Event) => {
    const { target } = event;
    if (!(target instanceof Element) || target.closest(ignored)) return;
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
