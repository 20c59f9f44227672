import type { Side } from '../../../../../shared/result.ts';

export type Field = 'profile' | 'region';

/** The id of a field, for its control. */
export const fieldId = (side: Side, field: Field): string => `${side}-${field}`;

/** Puts the keyboard into a field that an error leads to. */
export const focusField = (side: Side, field: Field): void =>
  document.getElementById(fieldId(side, field))?.focus();
