import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that never changes and always does what the latest one does: rows of a long list need not be drawn anew for it. */
export function useLatestCallback<Input>(callback: (input: Input) => void): (input: Input) => void {
  const latest = useRef(callback);
  useLayoutEffect(() => {
    latest.current = callback;
  });
  return useCallback((input: Input) => latest.current(input), []);
}
