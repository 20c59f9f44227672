import { z } from 'zod';
import { parseLines } from './run-command.ts';

const error = z.looseObject({ code: z.string(), message: z.string() });

/** The lines of `replicate --json` with exactly the members that are documented. */
const lineSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('identity'),
    side: z.enum(['source', 'destination']),
    profile: z.string(),
    arn: z.string(),
    registryId: z.string(),
    region: z.string(),
  }),
  z.strictObject({
    type: z.literal('layer'),
    digest: z.string(),
    state: z.enum([
      'waiting',
      'checking',
      'already-at-destination',
      'copying',
      'done',
      'failed',
      'cancelled',
    ]),
    transferred: z.number().int().min(0),
    size: z.number().int().min(0),
  }),
  z.strictObject({
    type: z.literal('image'),
    source: z.string(),
    destination: z.string(),
    digest: z.string(),
    state: z.enum(['waiting', 'copying', 'tagging', 'verifying', 'done', 'failed', 'cancelled']),
    tags: z.array(z.string()).optional(),
    error: error.optional(),
  }),
  z.strictObject({
    type: z.literal('result'),
    images: z.array(
      z.strictObject({
        source: z.string(),
        destination: z.string(),
        digest: z.string().optional(),
        tags: z.array(z.string()),
        status: z.enum(['replicated', 'already-at-destination', 'failed']),
        error: error.optional(),
      }),
    ),
    bytes: z.strictObject({ total: z.number(), transferred: z.number(), skipped: z.number() }),
    seconds: z.number(),
    differences: z.array(
      z.strictObject({ name: z.string(), planned: z.string(), actual: z.string(), difference: z.string() }),
    ),
  }),
]);

export type OutputLine = z.infer<typeof lineSchema>;
type Line<Type extends OutputLine['type']> = Extract<OutputLine, { type: Type }>;

export interface ReplicateOutput {
  readonly lines: readonly OutputLine[];
  readonly result: Line<'result'>;
  /** The last line of each layer. */
  readonly layers: readonly Line<'layer'>[];
}

/** Parses the output of `replicate --json`. @throws for a line with other members, or if the last line is not the result. */
export function readReplicateOutput(stdout: string): ReplicateOutput {
  const lines = parseLines(stdout).map((line) => lineSchema.parse(line));
  const result = lines.at(-1);
  if (result?.type !== 'result') throw new Error(`The last line is not the result: ${stdout}`);
  const layers = new Map(lines.flatMap((line) => (line.type === 'layer' ? [[line.digest, line]] : [])));
  return { lines, result, layers: [...layers.values()] };
}
