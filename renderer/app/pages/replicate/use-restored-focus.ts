import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/**
 * Focuses the returned element when `place` changes and the focused element was removed, for example a followed link.
 * Otherwise the next Tab starts from the top of the window.
 */
export function useRestoredFocus(place: string | undefined): RefObject<HTMLDivElement | null> {
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
