import type { z } from 'zod';

/** One request: the schema of its input and the type of its answer. */
export interface Call<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Properties of the answer whose text is sent unchanged; in all other text control characters are escaped. */
  readonly exact: readonly string[];
  /** The type of the answer; absent at run time. */
  readonly output?: Output;
}

/** Defines a request: `call<Answer>()(input, exact)`. */
export const call =
  <Output>() =>
  <Input extends z.ZodType>(input: Input, exact: readonly string[] = []): Call<Input, Output> => ({
    input,
    exact,
  });
