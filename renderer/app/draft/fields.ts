import type { Side } from '../../../shared/models/result.ts';

export type Field = 'profile' | 'region';

/** The element id of a field. */
export const fieldId = (side: Side, field: Field): string => `${side}-${field}`;

/** The event by which the folded fields are shown. */
const requested = 'field-requested';

/** Calls the listener before a field is focused, so that it can show the field at once. */
export function onFieldRequested(listener: () => void): () => void {
  document.addEventListener(requested, listener);
  return () => document.removeEventListener(requested, listener);
}

/** Shows and focuses the field that fixes an error. */
export function focusField(side: Side, field: Field): void {
  document.dispatchEvent(new Event(requested));
  document.getElementById(fieldId(side, field))?.focus();
}
