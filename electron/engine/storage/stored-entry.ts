import { z } from 'zod';
import type { HistoryEntry, HistorySummary } from '../../../shared/models/history.ts';
import { historyEntrySchema } from '../../../shared/models/history.ts';
import { encodeRequest, storedRequestSchema } from './stored-request.ts';

type Image = HistoryEntry['images'][number];

/** A history entry in two parts: a list reads the first alone, which stays short however many images there are. */
export interface StoredEntry {
  readonly summary: string;
  readonly contents: string;
}

const encodeImage = ({ outcome, ...image }: Image): unknown => ({
  ...image,
  outcome: outcome.kind === 'already-there' ? { ...outcome, kind: 'already-at-destination' } : outcome,
});

export function encodeEntry({ images, request, bytes, ...entry }: HistoryEntry): StoredEntry {
  const { version: _version, ...summary } = entry;
  const { alreadyThere, ...counted } = bytes;
  return {
    summary: JSON.stringify({
      ...summary,
      bytes: { ...counted, alreadyAtDestination: alreadyThere },
      imageCount: images.length,
    }),
    contents: JSON.stringify({ images: images.map(encodeImage), request: encodeRequest(request) }),
  };
}

const storedBytesSchema = z
  .looseObject({ alreadyAtDestination: z.unknown() })
  .transform(({ alreadyAtDestination, ...bytes }) => ({ ...bytes, alreadyThere: alreadyAtDestination }));

const storedSummarySchema: z.ZodType<HistorySummary> = z
  .looseObject({ bytes: storedBytesSchema })
  .transform((summary) => ({ version: 1, ...summary }))
  .pipe(
    historyEntrySchema
      .omit({ images: true, request: true })
      .extend({ imageCount: z.number().int().nonnegative() }),
  );

const storedImageSchema = z
  .looseObject({ outcome: z.looseObject({ kind: z.string() }) })
  .transform(({ outcome, ...image }) => ({
    ...image,
    outcome: outcome.kind === 'already-at-destination' ? { ...outcome, kind: 'already-there' } : outcome,
  }));

const storedContentsSchema = z.object({
  images: z.array(storedImageSchema).pipe(historyEntrySchema.shape.images),
  request: storedRequestSchema,
});

/** @throws when it is not a summary that this version reads. */
export const decodeSummary = (summary: unknown): HistorySummary => storedSummarySchema.parse(summary);

/** @throws when it is not an entry that this version reads. */
export function decodeEntry(summary: unknown, contents: unknown): HistoryEntry {
  const { imageCount: _, ...entry } = decodeSummary(summary);
  return { ...entry, ...storedContentsSchema.parse(contents) };
}
