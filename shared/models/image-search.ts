import { z } from 'zod';
import { boundedText, maxTag } from './bounds.ts';
import { digestSchema, tagSchema } from './image.ts';
import { registrySelectionSchema } from './registry.ts';
import type { ErrorData } from './result.ts';

/** Images that one search returns; further ones are counted. */
export const maxFoundImages = 500;

/** A part of a tag, or the beginning of a digest; a single character finds too much. */
export const imagePartSchema = boundedText(maxTag)
  .min(2)
  .regex(/^(?:[A-Za-z0-9._-]+|sha256:[a-f0-9]+)$/);

/** A request to find images in every repository of a registry. */
export const imageSearchRequestSchema = z.discriminatedUnion('match', [
  /** One call for each repository. */
  z.object({
    match: z.literal('whole'),
    registry: registrySelectionSchema,
    reference: z.union([tagSchema, digestSchema]),
  }),
  /** One call for each 1,000 images of a repository. */
  z.object({ match: z.literal('part'), registry: registrySelectionSchema, reference: imagePartSchema }),
]);
export type ImageSearchRequest = z.infer<typeof imageSearchRequestSchema>;

/** A tag or digest that a search found. */
export interface FoundImage {
  readonly repositoryName: string;
  /** The tag, or the digest where that was searched for. */
  readonly reference: string;
  readonly digest: string;
  /** Milliseconds since 1970; 0 when ECR does not state it. */
  readonly pushedAt: number;
}

export interface ImageSearchProgress {
  /** `failed`: the repositories cannot be listed. */
  readonly state: 'listing' | 'searching' | 'done' | 'cancelled' | 'failed';
  /** The repositories of the registry; 0 until they are listed. */
  readonly repositories: number;
  /** The repositories that were searched, including denied and failed ones. */
  readonly searched: number;
  /** The repositories whose images the profile is not allowed to read. */
  readonly denied: number;
  readonly failed: number;
  /** The images beyond `maxFoundImages`. */
  readonly more: number;
  /** Why the search failed, or the first error of a repository. */
  readonly error?: ErrorData | undefined;
}

export interface ImageSearch extends ImageSearchProgress {
  readonly id: string;
  readonly request: ImageSearchRequest;
  readonly found: readonly FoundImage[];
}

export interface ImageSearchUpdate {
  readonly id: string;
  readonly progress: ImageSearchProgress;
  /** The images that were found since the last update. */
  readonly found: readonly FoundImage[];
}

/** The search after an update. */
export const applyImageSearchUpdate = (search: ImageSearch, update: ImageSearchUpdate): ImageSearch => ({
  ...search,
  ...update.progress,
  found: update.found.length > 0 ? [...search.found, ...update.found] : search.found,
});
