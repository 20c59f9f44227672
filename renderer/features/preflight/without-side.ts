import type { ErrorData } from '../../../shared/result.ts';

/** The error without its side, for display below a side badge. */
export const withoutSide = (error: ErrorData): ErrorData => {
  const { side: _, ...rest } = error;
  return rest;
};
