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
  maxRecordedManifests,
} from './bounds.ts';
import { digestSchema } from './image.ts';
import { differenceSchema } from './difference.ts';
import { maxImagesPerRequest, replicationRequestSchema } from './plan.ts';
import { accountIdSchema } from './registry.ts';
import { uploadMethods } from './upload-method.ts';

/** An error as it was shown, without the action that was offered. */
const pastErrorSchema = z.object({
  code: boundedText(100),
  message: boundedText(100_000),
  side: z.enum(['source', 'destination']).optional(),
});

/** Source or destination, with the AWS identity that was used there. */
const endpointSchema = z.object({
  profile: boundedText(maxProfileName),
  region: boundedText(maxRegion),
  registryId: accountIdSchema,
  accountId: accountIdSchema,
  arn: boundedText(maxArn),
  repositoryName: boundedText(maxRepositoryName),
  repositoryUri: boundedText(1_000),
});

/** The outcome of one image. `different`: it was written, and verification found differences from the plan. */
const imageOutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verified'), at: milliseconds }),
  z.object({ kind: z.literal('copied') }),
  z.object({ kind: z.literal('already-at-destination'), verified: z.boolean() }),
  z.object({ kind: z.literal('different'), differences: count.int(), error: pastErrorSchema }),
  z.object({ kind: z.literal('failed'), error: pastErrorSchema }),
  z.object({ kind: z.literal('cancelled') }),
]);

const tags = z.array(boundedText(maxTag)).max(maxTagsPerImage);

/** What had to be at the destination for one image, and what verification found to be different. */
const checkedContentsSchema = z.object({
  /** Those of the image and of what is attached to it, children first. */
  manifests: z
    .array(z.object({ digest: digestSchema, mediaType: boundedText(500) }))
    .max(maxRecordedManifests),
  /** Layers and configs, each counted once; `bytes` is their size. */
  layers: z.object({ count: count.int(), bytes: count }),
  differences: z.array(differenceSchema).max(maxRecordedManifests).optional(),
});
export type CheckedContents = z.infer<typeof checkedContentsSchema>;

const imageSchema = z.object({
  sourceDigest: digestSchema,
  destinationDigest: digestSchema,
  sourceTags: tags,
  /** The tags that were written at the destination, as far as is known. */
  destinationTags: tags,
  /** Tags that may have been written, because copying stopped before ECR responded. Absent when there are none. */
  unsureTags: tags.optional(),
  outcome: imageOutcomeSchema,
  /** Absent in entries of earlier versions, and for an image that could not be planned. */
  contents: checkedContentsSchema.optional(),
});

/** The numbers of the plan of a transfer, to compare them with what happened. */
const plannedNumbersSchema = z.object({
  /** Images to copy, without those that were blocked. */
  images: count.int(),
  /** The tags that these images were to have at the destination. */
  tags: count.int(),
  /** Layer bytes to transfer. */
  bytes: count,
  /** The estimated duration in seconds. */
  seconds: count.optional(),
  /** Absent when no layer was to be uploaded. */
  uploadMethod: z.enum(uploadMethods).optional(),
});
export type PlannedNumbers = z.infer<typeof plannedNumbersSchema>;

export const historyResultSchema = z.enum(['verified', 'copied', 'failed', 'cancelled']);
/** `verified` only when every image was verified without differences. */
export type HistoryResult = z.infer<typeof historyResultSchema>;

/** A finished transfer. Times are milliseconds since 1970. */
export const historyEntrySchema = z.object({
  version: z.literal(1),
  /** The id of the transfer. */
  id: z.uuid(),
  startedAt: milliseconds,
  finishedAt: milliseconds,
  /** Milliseconds from the start of copying to the end, without the time in the queue. */
  duration: milliseconds,
  result: historyResultSchema,
  /** The first error of a failed transfer. */
  error: pastErrorSchema.optional(),
  source: endpointSchema,
  destination: endpointSchema,
  /** `alreadyAtDestination` was not transferred. */
  bytes: z.object({ total: count, alreadyAtDestination: count, transferred: count }),
  images: z.array(imageSchema).max(maxImagesPerRequest),
  request: replicationRequestSchema,
  /** Present for a transfer between demo registries. Such an entry is never stored in the database. */
  demo: z.literal(true).optional(),
  /** Absent in entries of earlier versions. */
  planned: plannedNumbersSchema.optional(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** An entry without its images and its request. */
export type HistorySummary = Omit<HistoryEntry, 'images' | 'request'> & { readonly imageCount: number };

export const historyQuerySchema = z.object({
  /** Words that profiles, accounts, regions, repositories, tags, digests or errors contain, whatever their case. */
  text: boundedText(maxTyped).optional(),
  results: z.array(historyResultSchema).max(historyResultSchema.options.length).optional(),
  /** Milliseconds since 1970. */
  since: milliseconds.optional(),
  until: milliseconds.optional(),
  /** True for demo entries only, false for the others only. */
  demo: z.boolean().optional(),
});
export type HistoryQuery = z.infer<typeof historyQuerySchema>;

export const historySortColumns = [
  'finishedAt',
  'result',
  'source',
  'destination',
  'images',
  'moved',
  'duration',
] as const;
export type HistorySortColumn = (typeof historySortColumns)[number];

export const historySortSchema = z.object({ column: z.enum(historySortColumns), descending: z.boolean() });
export type HistorySort = Readonly<z.infer<typeof historySortSchema>>;

/** Which of the matching entries a request reads, and in which order; the latest first by default. */
export interface HistoryRange {
  readonly offset: number;
  readonly limit: number;
  readonly sort?: HistorySort | undefined;
}

export interface HistoryPage {
  /** In the requested order. */
  readonly entries: readonly HistorySummary[];
  /** How many entries match the query. */
  readonly matching: number;
  /** How many entries there are, with those of the demo. */
  readonly total: number;
  /** How many of them are demo entries. */
  readonly demo: number;
}

/** The entries that `Clear history` deletes. */
export const historyKindSchema = z.enum(['demo', 'real']);
export type HistoryKind = z.infer<typeof historyKindSchema>;

/** One image that a finished transfer pushed to a digest or URI that was searched for, or tried to push. */
export interface RecordedPush {
  /** The id of its entry. */
  readonly entryId: string;
  /** Milliseconds since 1970: when the transfer finished. */
  readonly at: number;
  /** At the destination. */
  readonly digest: string;
  /** The searched digest is the one at the destination, the one at the source, or a manifest that belongs to the image. */
  readonly found: 'image' | 'source' | 'manifest';
  /** The tags that were written at the destination. */
  readonly tags: readonly string[];
  /** Tags that may have been written. */
  readonly unsureTags?: readonly string[] | undefined;
  readonly outcome: HistoryEntry['images'][number]['outcome'];
  readonly source: HistoryEntry['source'];
  readonly destination: HistoryEntry['destination'];
  readonly isDemo: boolean;
}

/** The answer to who put a digest somewhere. */
export interface PushSearch {
  /** The latest first. */
  readonly pushes: readonly RecordedPush[];
  /** Whether there are more than those. */
  readonly hasMore: boolean;
}

/** The limit of the history: entries that exceed it are deleted, the oldest first. */
export const historyLimitSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unlimited') }),
  z.object({ kind: z.literal('entries'), entries: z.number().int().min(1).max(10_000_000) }),
  z.object({ kind: z.literal('days'), days: z.number().int().min(1).max(36_500) }),
]);
export type HistoryLimit = z.infer<typeof historyLimitSchema>;

/** The result of `Export and delete older than…`. */
export interface ExportedHistory {
  /** Path of the file that was written. */
  readonly path: string;
  /** Entries that are in the file and no longer in the history. */
  readonly deleted: number;
}
