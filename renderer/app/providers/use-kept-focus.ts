import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/**
 * Keeps the keyboard's place: when what had the focus is gone after `place` changed, such as a link that was
 * followed, the element gets it. Without this the next Tab would start from the top of the window.
 */
export function useKeptFocus(place: string | undefined): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const last = useRef(place);

  useEffect(() => {
    const { activeElement, body } = document;
    const lost = activeElement === null || activeElement === body || activeElement.closest('[hidden]');
    if (lost && last.current !== place) element.current?.focus({ preventScroll: true });
    last.current = place;
  }, [place]);

  return element;
}
