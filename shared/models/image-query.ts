import { z } from 'zod';
import type { ImageSummary } from './image.ts';
import { imageFilterSchema } from './image-filter.ts';
import type { ErrorData } from './result.ts';

/**
 * Which images of a repository are listed. `tagged` leaves out images whose only tags attach them to another image:
 * they are listed with that image.
 */
export const imageViews = ['tagged', 'untagged', 'all'] as const;
export type ImageView = (typeof imageViews)[number];

/** What an untagged image is to other images of its repository. */
export const untaggedRoles = ['part', 'attached', 'orphan'] as const;
export type UntaggedRole = (typeof untaggedRoles)[number];

export const imageSortColumns = [
  'tags',
  'digest',
  'kind',
  'sizeInBytes',
  'pushedAt',
  'lastPulledAt',
  'status',
  'artifactType',
] as const;
export type ImageSortColumn = (typeof imageSortColumns)[number];

export const imageSortSchema = z.object({ column: z.enum(imageSortColumns), descending: z.boolean() });
export type ImageSort = Readonly<z.infer<typeof imageSortSchema>>;

/** The conditions that select rows of a list of images. */
export const imageConditionsSchema = z.object({
  view: z.enum(imageViews),
  /** Selects untagged images by their role; only in the view `untagged`. */
  role: z.enum(untaggedRoles).optional(),
  filter: imageFilterSchema,
});
export type ImageConditions = Readonly<z.infer<typeof imageConditionsSchema>>;

/** An image that another one names or is named by. */
export interface RelatedImage {
  readonly digest: string;
  /** Its first tag. */
  readonly tag?: string | undefined;
}

/** What an image is to others of its repository. */
export type ImageRelation =
  | { readonly kind: 'tagged' }
  /** Named by an index, and by `more` further ones. */
  | { readonly kind: 'part'; readonly index: RelatedImage; readonly more: number }
  /** Attached to an image of the repository, by its `subject` or its tag. */
  | { readonly kind: 'attached'; readonly subject: RelatedImage }
  /** Untagged, and neither a part of an index nor attached to an image of the repository. */
  | { readonly kind: 'orphan' }
  /** Untagged, and not all indexes of the repository are read. */
  | { readonly kind: 'unknown' };

/** One row of a list of images. */
export interface ListedImage extends ImageSummary {
  /** The number of artifacts attached to it, by `subject` or by tag. */
  readonly attached: number;
  readonly relation: ImageRelation;
}

/** How far the indexes of a repository are read, which name the untagged manifests that belong to them. */
export type MembersState =
  | { readonly kind: 'unread' }
  | { readonly kind: 'reading'; readonly read: number; readonly indexes: number }
  /** `unreadable` indexes are archived or damaged. */
  | { readonly kind: 'read'; readonly unreadable: number }
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** One page of a list of images, as the main process answers it. */
export interface ImagePage {
  readonly rows: readonly ListedImage[];
  /** From 1; the last page when the requested one does not exist. */
  readonly page: number;
  /** The rows of all pages. */
  readonly matching: number;
  /** The number of images in each view that match the filter. */
  readonly matchingViews: Readonly<Record<ImageView, number>>;
  /** The images of the view that a condition on the platform leaves out because their platform is not known. */
  readonly unknownPlatforms: number;
  /** The number of images in each view. */
  readonly totals: Readonly<Record<ImageView, number>>;
  /** The matching untagged images by role; undefined until the indexes are read. */
  readonly roles: Readonly<Record<UntaggedRole, number>> | undefined;
  readonly members: MembersState;
  /** When ECR was asked, in milliseconds since 1970. */
  readonly listedAt: number;
  /** False while ECR is still listing: the rows and numbers are those so far. */
  readonly isComplete: boolean;
}

/** Images that match, up to a maximum. */
export interface MatchingImages {
  readonly images: readonly ImageSummary[];
  /** The number of all matching images that can be copied. */
  readonly matching: number;
}
