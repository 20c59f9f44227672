import Button from '@cloudscape-design/components/button';
import Flashbar from '@cloudscape-design/components/flashbar';
import { useEffect, useEffectEvent } from 'react';
import type { ShownOffer } from '../../providers/undo/use-undo-offers.ts';

/** Runs a function once after so many milliseconds; the returned function cancels it. */
export type StartTimer = (run: () => void, milliseconds: number) => () => void;

interface Props {
  readonly offers: readonly ShownOffer[];
  /** Whether no time passes, because the user is about to choose. */
  readonly isPaused: boolean;
  readonly startTimer: StartTimer;
  readonly onUndo: (id: number) => void;
  readonly onEnd: (id: number) => void;
}

/** Milliseconds that an offer is shown. */
const shownFor = 10_000;

/** A message with the button `Undo` for each offer. */
export function UndoFlash({ offers, isPaused, startTimer, onUndo, onEnd }: Props) {
  return (
    <>
      {offers.map(({ id }) => (
        <Expiry key={id} isPaused={isPaused} startTimer={startTimer} onEnd={() => onEnd(id)} />
      ))}
      <Flashbar
        items={offers.map(({ id, text }) => ({
          id: String(id),
          type: 'info',
          ariaRole: 'status',
          content: text,
          action: (
            <span data-offer={id}>
              <Button ariaLabel={`Undo: ${text}`} onClick={() => onUndo(id)}>
                Undo
              </Button>
            </span>
          ),
          dismissible: true,
          dismissLabel: 'Dismiss',
          onDismiss: () => onEnd(id),
        }))}
      />
    </>
  );
}

type ExpiryProps = Pick<Props, 'isPaused' | 'startTimer'> & { readonly onEnd: () => void };

/** Ends an offer after its time, which starts again after a pause. */
function Expiry({ isPaused, startTimer, onEnd }: ExpiryProps) {
  const end = useEffectEvent(onEnd);
  useEffect(() => (isPaused ? undefined : startTimer(() => end(), shownFor)), [isPaused, startTimer]);
  return null;
}
