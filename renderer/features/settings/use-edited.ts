import { useState } from 'react';

/** A value that the user edits before it is saved. It becomes the saved one when that changes, such as by undo. */
export function useEdited<Value>(saved: Value): [value: Value, change: (value: Value) => void] {
  const [state, setState] = useState({ saved, value: saved });
  const current = state.saved === saved ? state : { saved, value: saved };
  if (current !== state) setState(current);
  return [current.value, (value) => setState({ saved, value })];
}
