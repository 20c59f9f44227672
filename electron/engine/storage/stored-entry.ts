import { z } from 'zod';
import type { HistoryEntry, HistorySummary } from '../../../shared/models/history.ts';
import { historyEntrySchema } from '../../../shared/models/history.ts';

/** A history entry in two JSON texts: a list reads only the summary, whose length does not depend on the images. */
export interface StoredEntry {
  readonly summary: string;
  readonly contents: string;
}

/** Encodes an entry without its version, which `decodeSummary` adds. */
export function encodeEntry({ images, request, version: _version, ...summary }: HistoryEntry): StoredEntry {
  return {
    summary: JSON.stringify({ ...summary, imageCount: images.length }),
    contents: JSON.stringify({ images, request }),
  };
}

const storedSummarySchema: z.ZodType<HistorySummary> = z
  .looseObject({})
  .transform((summary) => ({ version: 1, ...summary }))
  .pipe(
    historyEntrySchema
      .omit({ images: true, request: true })
      .extend({ imageCount: z.number().int().nonnegative() }),
  );

const storedContentsSchema = historyEntrySchema.pick({ images: true, request: true });

/** @throws ZodError when it is not a summary that this version reads. */
export const decodeSummary = (summary: unknown): HistorySummary => storedSummarySchema.parse(summary);

/** @throws ZodError when it is not an entry that this version reads. */
export function decodeEntry(summary: unknown, contents: unknown): HistoryEntry {
  const { imageCount: _, ...entry } = decodeSummary(summary);
  return { ...entry, ...storedContentsSchema.parse(contents) };
}
