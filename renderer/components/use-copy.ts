import { useEffect, useState } from 'react';
import { invoke } from '../ipc/bridge.ts';

export type CopyOutcome = 'none' | 'copied' | 'failed';

/** How long the result is shown, in milliseconds. */
const shownFor = 1500;

/** Copies a text to the clipboard and returns the result, which resets after a moment. */
export function useCopy(): readonly [outcome: CopyOutcome, copy: (text: string) => void] {
  const [outcome, setOutcome] = useState<CopyOutcome>('none');

  useEffect(() => {
    if (outcome === 'none') return undefined;
    const timer = setTimeout(() => setOutcome('none'), shownFor);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = (text: string): void => {
    invoke('clipboard.write', { text }).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };

  return [outcome, copy];
}
