import { z } from 'zod';
import {
  boundedText,
  count,
  milliseconds,
  maxArn,
  maxProfileName,
  maxRegion,
  maxRepositoryName,
  maxTag,
  maxTagsPerImage,
  maxTyped,
} from './bounds.ts';
import { digestSchema } from './image.ts';
import { maxImagesPerRequest, replicationRequestSchema } from './plan.ts';
import { accountIdSchema } from './registry.ts';

/** An error as it was told, without what could be done about it then. */
const pastErrorSchema = z.object({
  code: boundedText(100),
  message: boundedText(100_000),
  side: z.enum(['source', 'destination']).optional(),
});

/** One side, with the identity that acted there. */
const endpointSchema = z.object({
  profile: boundedText(maxProfileName),
  region: boundedText(maxRegion),
  registryId: accountIdSchema,
  accountId: accountIdSchema,
  arn: boundedText(maxArn),
  repositoryName: boundedText(maxRepositoryName),
  repositoryUri: boundedText(1_000),
});

/** How one image ended. `different`: it was written, and what was read back is not as planned. */
const imageOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verified'), at: milliseconds }),
  z.object({ kind: z.literal('copied') }),
  z.object({ kind: z.literal('already-at-destination'), verified: z.boolean() }),
  z.object({ kind: z.literal('different'), differences: count.int(), error: pastErrorSchema }),
  z.object({ kind: z.literal('failed'), error: pastErrorSchema }),
  z.object({ kind: z.literal('cancelled') }),
]);

const tags = z.array(boundedText(maxTag)).max(maxTagsPerImage);

const imageSchema = z.object({
  sourceDigest: digestSchema,
  destinationDigest: digestSchema,
  sourceTags: tags,
  /** Those that the destination has got, as far as is known. */
  destinationTags: tags,
  outcome: imageOutcomeSchema,
});

export const historyResultSchema = z.enum(['verified', 'copied', 'failed', 'cancelled']);
/** `verified` only when every image was read back and is as planned. */
export type HistoryResult = z.infer<typeof historyResultSchema>;

/** One transfer that has ended. Times in milliseconds since 1970. */
export const historyEntrySchema = z.object({
  version: z.literal(1),
  /** That of the transfer. */
  id: z.uuid(),
  startedAt: milliseconds,
  finishedAt: milliseconds,
  /** For which it worked or waited, without the time in the queue. */
  duration: milliseconds,
  result: historyResultSchema,
  /** The first one, of a transfer that failed. */
  error: pastErrorSchema.optional(),
  source: endpointSchema,
  destination: endpointSchema,
  /** `transferred` crossed the network once; `alreadyAtDestination` did not move. */
  bytes: z.object({ total: count, alreadyAtDestination: count, transferred: count }),
  images: z.array(imageSchema).max(maxImagesPerRequest),
  request: replicationRequestSchema,
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** An entry without what is long. */
export type HistorySummary = Omit<HistoryEntry, 'images' | 'request'> & { readonly imageCount: number };

export const historyQuerySchema = z.object({
  /** Words that all stand in profiles, accounts, regions, repositories, tags or digests, whatever their case. */
  text: boundedText(maxTyped).optional(),
  results: z.array(historyResultSchema).max(historyResultSchema.options.length).optional(),
  /** Milliseconds since 1970. */
  since: milliseconds.optional(),
  until: milliseconds.optional(),
});
export type HistoryQuery = z.infer<typeof historyQuerySchema>;

export interface HistoryPage {
  /** The latest first. */
  readonly entries: readonly HistorySummary[];
  /** How many fit the query. */
  readonly matching: number;
  /** How many there are. */
  readonly total: number;
}

/** How much of the history is kept: what is beyond it is deleted, the oldest first. */
export const historyLimitSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unlimited') }),
  z.object({ kind: z.literal('entries'), entries: z.number().int().min(1).max(10_000_000) }),
  z.object({ kind: z.literal('days'), days: z.number().int().min(1).max(36_500) }),
]);
export type HistoryLimit = z.infer<typeof historyLimitSchema>;

/** What `Export and delete older than…` did. */
export interface ExportedHistory {
  /** The file that was written. */
  readonly path: string;
  /** Entries that are in the file and no longer in the history. */
  readonly deleted: number;
}
