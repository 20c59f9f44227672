import { useEffect, useRef, useState } from 'react';

/** Milliseconds without a keystroke after which a text is kept. */
const pause = 400;

/** A text that somebody types, kept when they pause. */
export function usePersistedText(
  kept: string,
  keep: (text: string) => void,
): readonly [string, (text: string) => void] {
  const [text, setText] = useState(kept);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: string): void => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => keep(next), pause);
  };
  return [text, change];
}
