import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/**
 * Moves the focus of screen readers along with the page; otherwise it stays on a removed button.
 *
 * @param page identifies the page that is shown.
 */
export function useFocusedPage(page: string): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const last = useRef(page);
  useEffect(() => {
    if (last.current !== page) main.current?.focus();
    last.current = page;
  }, [page]);
  return main;
}
