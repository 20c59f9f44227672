import { useCallback, useLayoutEffect, useRef } from 'react';

/** A stable function that calls the latest callback, so that memoized rows do not render again when the callback changes. */
export function useLatestCallback<Input>(callback: (input: Input) => void): (input: Input) => void {
  const latest = useRef(callback);
  useLayoutEffect(() => {
    latest.current = callback;
  });
  return useCallback((input: Input) => latest.current(input), []);
}
