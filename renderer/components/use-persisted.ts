import { useEffect, useRef, useState } from 'react';

/** Milliseconds without a change after which the value is saved. */
const delay = 400;

/** The value of an input, saved with `save` when typing stops. */
export function usePersisted<Value>(
  saved: Value,
  save: (value: Value) => void,
): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState(saved);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (next: Value): void => {
    setValue(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => save(next), delay);
  };
  return [value, change];
}
