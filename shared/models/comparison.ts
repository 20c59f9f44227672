import { z } from 'zod';
import type { ErrorData } from './result.ts';
import { registrySelectionSchema } from './registry.ts';
import { repositoryNameSchema } from './repository.ts';

/** Pairs of one comparison. */
const maxComparedPairs = 500;

/** A request to compare repositories of two registries in pairs. */
export const comparisonRequestSchema = z.object({
  source: registrySelectionSchema,
  destination: registrySelectionSchema,
  pairs: z
    .array(z.object({ source: repositoryNameSchema, destination: repositoryNameSchema }))
    .min(1, 'Select at least one repository.')
    .max(maxComparedPairs, `Compare at most ${maxComparedPairs} repositories at a time.`),
});
export type ComparisonRequest = z.infer<typeof comparisonRequestSchema>;

/** The image that a tag points to on one side. */
export interface TaggedImage {
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly pushedAt: number;
  /** Bytes, as ECR states them. */
  readonly sizeInBytes: number;
  readonly archived: boolean;
}

/** Digests of the referrers of an image, which both sides have, that only one side has. */
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
      /** Absent when both sides have the same referrers. */
      readonly referrers?: ReferrerDifference | undefined;
    }
  | {
      readonly kind: 'different';
      readonly tag: string;
      readonly source: TaggedImage;
      readonly destination: TaggedImage;
      /** The side whose image was pushed last. */
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
      /** False when the repository is missing and every tag exists only at the source. */
      readonly destinationExists: boolean;
      /** Sorted by tag, numbers in it by value. */
      readonly tags: readonly TagComparison[];
      readonly counts: Readonly<Record<ComparisonKind, number>>;
      /** The numbers of images without a tag, which are not compared. */
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
  /** When the comparison was requested, in milliseconds since 1970. */
  readonly at: number;
  readonly pairs: readonly ComparedPair[];
}

export interface ComparisonUpdate {
  readonly id: string;
  readonly state: Comparison['state'];
  /** Only the pairs that changed. */
  readonly pairs: readonly { readonly index: number; readonly pair: ComparedPair }[];
}

/** Applies an update to a comparison; unchanged pairs keep their identity. */
export function applyComparisonUpdate(comparison: Comparison, update: ComparisonUpdate): Comparison {
  const pairs = [...comparison.pairs];
  for (const { index, pair } of update.pairs) if (pairs[index]) pairs[index] = pair;
  return { ...comparison, state: update.state, pairs };
}
