import { z } from 'zod';
import type { ErrorData } from './result.ts';
import { registrySelectionSchema } from './registry.ts';
import { repositoryNameSchema } from './repository.ts';

/** More pairs than this are to be compared in several goes. */
export const maxComparedPairs = 500;

/** Repositories of one registry against repositories of another, pair by pair. */
export const comparisonRequestSchema = z.object({
  source: registrySelectionSchema,
  destination: registrySelectionSchema,
  pairs: z
    .array(z.object({ source: repositoryNameSchema, destination: repositoryNameSchema }))
    .min(1, 'Select at least one repository.')
    .max(maxComparedPairs, `Compare at most ${maxComparedPairs} repositories at a time.`),
});
export type ComparisonRequest = z.infer<typeof comparisonRequestSchema>;

/** What a tag stands for on one side. */
export interface TaggedImage {
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly pushedAt: number;
  /** Bytes as ECR states them. */
  readonly sizeInBytes: number;
  readonly archived: boolean;
}

/** What is attached to an image of the same digest on both sides, by `subject`, and is not on both. */
export interface ReferrerDifference {
  readonly onlyAtSource: readonly string[];
  readonly onlyAtDestination: readonly string[];
}

export type TagComparison =
  | {
      readonly kind: 'same';
      readonly tag: string;
      readonly source: TaggedImage;
      readonly destination: TaggedImage;
      /** Absent when the same is attached to both. */
      readonly referrers?: ReferrerDifference | undefined;
    }
  | {
      readonly kind: 'different';
      readonly tag: string;
      readonly source: TaggedImage;
      readonly destination: TaggedImage;
      /** Which of the two was pushed last. */
      readonly newer: 'source' | 'destination';
    }
  | { readonly kind: 'only-at-source'; readonly tag: string; readonly source: TaggedImage }
  | { readonly kind: 'only-at-destination'; readonly tag: string; readonly destination: TaggedImage };

export type ComparisonKind = TagComparison['kind'];

export type ComparedPairState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'comparing' }
  | {
      readonly kind: 'compared';
      /** False: the repository is not there, and everything is only at the source. */
      readonly destinationExists: boolean;
      /** By tag; numbers in names by their value. */
      readonly tags: readonly TagComparison[];
      readonly counts: Readonly<Record<ComparisonKind, number>>;
      /** Images without a tag, which are not compared. */
      readonly untagged: { readonly source: number; readonly destination: number };
    }
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'cancelled' };

export interface ComparedPair {
  readonly source: string;
  readonly destination: string;
  readonly state: ComparedPairState;
}

export interface Comparison {
  readonly id: string;
  readonly request: ComparisonRequest;
  readonly state: 'working' | 'done' | 'cancelled';
  /** Milliseconds since 1970: when it was asked for. */
  readonly at: number;
  readonly pairs: readonly ComparedPair[];
}

export interface ComparisonUpdate {
  readonly id: string;
  readonly state: Comparison['state'];
  /** Only those that are new. */
  readonly pairs: readonly { readonly index: number; readonly pair: ComparedPair }[];
}

/** Applies an update to a copy; what did not change keeps its identity. */
export function applyComparisonUpdate(comparison: Comparison, update: ComparisonUpdate): Comparison {
  const pairs = [...comparison.pairs];
  for (const { index, pair } of update.pairs) if (pairs[index]) pairs[index] = pair;
  return { ...comparison, state: update.state, pairs };
}
