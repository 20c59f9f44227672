import { z } from 'zod';
import { boundedText, maxTag } from './bounds.ts';
import { digestSchema } from './image.ts';

const tag = boundedText(maxTag);

/** One way in which the destination, read back, is not as planned. */
export const differenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('manifest-missing'), digest: digestSchema }),
  /** Other bytes are stored under the digest. */
  z.object({ kind: z.literal('manifest-differs'), digest: digestSchema, actualDigest: digestSchema }),
  z.object({ kind: z.literal('layer-unavailable'), digest: digestSchema }),
  z.object({ kind: z.literal('tag-missing'), tag, digest: digestSchema }),
  z.object({ kind: z.literal('tag-elsewhere'), tag, digest: digestSchema, actualDigest: digestSchema }),
]);
export type Difference = Readonly<z.infer<typeof differenceSchema>>;
