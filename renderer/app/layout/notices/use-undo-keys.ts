import type { RefObject } from 'react';
import { useEffect, useEffectEvent } from 'react';
import { otherKeys } from '../../../../shared/commands.ts';
import { isTyping, matchesAccelerator } from '../../../components/keyboard.ts';

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
    if (matchesAccelerator(event, otherKeys.undo.key) && !isTyping(event.target)) {
      event.preventDefault();
      undo(latest);
    }
    if (matchesAccelerator(event, otherKeys.moveToUndo.key)) {
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
