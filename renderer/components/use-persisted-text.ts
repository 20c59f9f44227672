import { useEffect, useRef, useState } from 'react';

/** Milliseconds without a keystroke after which the text is saved. */
const delay = 400;

/** The text of an input, saved with `save` when typing stops. */
export function usePersistedText(
  saved: string,
  save: (text: string) => void,
): readonly [string, (text: string) => void] {
  const [text, setText] = useState(saved);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: string): void => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => save(next), delay);
  };
  return [text, change];
}
