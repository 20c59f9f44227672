import type { RefObject } from 'react';
import { useEffect, useEffectEvent } from 'react';

/** Whether a key belongs to a text field, where Ctrl+Z undoes typing. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox], [type=radio]), textarea, [contenteditable]');

/** The button of an offer. */
export const findUndo = (place: HTMLElement | null, id: number): HTMLElement | null =>
  place?.querySelector<HTMLElement>(`[data-offer="${id}"] button`) ?? null;

interface Actions {
  readonly undo: (id: number) => void;
  /** Moves the focus back to where it was. */
  readonly leave: () => void;
}

/**
 * F6 moves the focus to the latest offer to undo a change, and back; Ctrl+Z or Cmd+Z undoes it.
 *
 * @param latest the id of the offer; without one, the keys do what they do elsewhere.
 */
export function useUndoKeys(
  place: RefObject<HTMLElement | null>,
  latest: number | undefined,
  { undo, leave }: Actions,
): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (latest === undefined) return;
    const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (isUndo && !isTyping(event.target)) {
      event.preventDefault();
      undo(latest);
    }
    if (event.key === 'F6') {
      event.preventDefault();
      if (place.current?.contains(document.activeElement)) leave();
      else findUndo(place.current, latest)?.focus();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKeyDown(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
