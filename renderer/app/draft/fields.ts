import type { Side } from '../../../shared/result.ts';

export type Field = 'profile' | 'region';

/** The element id of a field. */
export const fieldId = (side: Side, field: Field): string => `${side}-${field}`;

/** Focuses the field that fixes an error. */
export const focusField = (side: Side, field: Field): void =>
  document.getElementById(fieldId(side, field))?.focus();
