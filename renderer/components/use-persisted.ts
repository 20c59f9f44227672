import { useEffect, useRef, useState } from 'react';

/** Milliseconds without a change after which the value is saved. */
const delay = 400;

/** The value of an input, saved with `save` when typing stops, or when the input is removed before. */
export function usePersisted<Value>(
  saved: Value,
  save: (value: Value) => void,
): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState(saved);
  const pending = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly save: () => void }>(
    undefined,
  );
  useEffect(
    () => () => {
      clearTimeout(pending.current?.timer);
      pending.current?.save();
    },
    [],
  );
  const change = (next: Value): void => {
    setValue(next);
    clearTimeout(pending.current?.timer);
    const saveNext = (): void => {
      pending.current = undefined;
      save(next);
    };
    pending.current = { timer: setTimeout(saveNext, delay), save: saveNext };
  };
  return [value, change];
}
