import type { ErrorData } from '../../../shared/result.ts';

/** For an error that is shown under the name of its side. */
export const withoutSide = (error: ErrorData): ErrorData => {
  const { side: _, ...rest } = error;
  return rest;
};
