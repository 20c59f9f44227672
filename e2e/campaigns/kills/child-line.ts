import { z } from 'zod';

/** The reports of the process that is killed, in the order of a transfer. */
export const childLineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** It is about to put a transfer into the queue. */
  z.object({ kind: z.literal('enqueue') }),
  /** The transfer is stored: from here on it must never be lost. */
  z.object({ kind: z.literal('acknowledged'), id: z.string() }),
  /** Layers are being copied. */
  z.object({ kind: z.literal('copy'), id: z.string() }),
  /** It is about to write the history entry. */
  z.object({ kind: z.literal('record'), id: z.string() }),
]);
export type ChildLine = z.infer<typeof childLineSchema>;
