import type { FocusEvent } from 'react';
import { useRef, useState } from 'react';
import type { useUndoOffers } from '../../providers/undo/use-undo-offers.ts';
import { lazyPage } from '../../page/lazy-page.tsx';
import type { StartTimer } from './undo-flash.tsx';
import { findUndo, useUndoKeys } from './use-undo-keys.ts';
import styles from './undo-place.module.css';

const UndoFlash = lazyPage(async () => (await import('./undo-flash.tsx')).UndoFlash, null);

type Props = Pick<ReturnType<typeof useUndoOffers>, 'offers' | 'undo' | 'end'> & {
  /** For tests, which have timers of their own. */
  readonly startTimer?: StartTimer;
};

const startRealTimer: StartTimer = (run, milliseconds) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

/**
 * Where the offers to undo a change are shown: over the page, so that nothing moves when one comes or goes. The time of the
 * offers is paused while the pointer or the focus is on them. Afterwards the focus is again where it was before.
 */
export function UndoPlace({ offers, undo, end, startTimer = startRealTimer }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const focusedBefore = useRef<Element | null>(null);
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);

  const isEmpty = offers.length === 0;
  // A removed element takes pointer and focus along, without an event.
  if (isEmpty && isHovered) setHovered(false);
  if (isEmpty && isFocused) setFocused(false);

  const leave = (): void => {
    const before = focusedBefore.current;
    const target = before?.isConnected ? before : document.querySelector('main');
    if (target instanceof HTMLElement) target.focus();
  };
  /** Moves the focus out of an offer that ends. */
  const withFocusMoved = (run: (id: number) => void) => (id: number) => {
    const next = offers.find((each) => each.id !== id);
    if (isFocused && next) findUndo(place.current, next.id)?.focus();
    else if (isFocused) leave();
    run(id);
  };
  const onUndo = withFocusMoved(undo);
  useUndoKeys(place, offers[0]?.id, { undo: onUndo, leave });

  const onFocus = ({ relatedTarget }: FocusEvent): void => {
    if (!isFocused) focusedBefore.current = relatedTarget instanceof Element ? relatedTarget : null;
    setFocused(true);
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
    // The window gets the focus back.
    if (!isInside && document.hasFocus()) setFocused(false);
  };

  return (
    <div
      ref={place}
      className={styles.place}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      {!isEmpty && (
        <UndoFlash
          offers={offers}
          isPaused={isHovered || isFocused}
          startTimer={startTimer}
          onUndo={onUndo}
          onEnd={withFocusMoved(end)}
        />
      )}
    </div>
  );
}
