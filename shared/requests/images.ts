import { z } from 'zod';
import { milliseconds } from '../models/bounds.ts';
import type { ImageChildren } from '../models/image-children.ts';
import type { ImageDetails, ScanFindings } from '../models/image-details.ts';
import type { ImagePage, MatchingImages } from '../models/image-query.ts';
import { imageConditionsSchema, imageSortSchema } from '../models/image-query.ts';
import type { ImageSummary, Platform } from '../models/image.ts';
import { digestSchema, tagSchema } from '../models/image.ts';
import { renameRulesSchema } from '../models/rename-rules.ts';
import type { RulesPreview, RuleSelection } from '../models/rules-preview.ts';
import { maxPageSize } from '../models/table-view.ts';
import { tagFilterSchema } from '../models/tag-filter.ts';
import { call } from './call.ts';
import { repositorySelection } from './inputs.ts';

/**
 * A repository whose images the main process lists and caches. ECR is asked again when the cached list is of an earlier
 * time than this.
 */
const listedRepository = repositorySelection.extend({ listedSince: milliseconds });
const maxDigests = 100;
const digests = z.array(digestSchema).min(1).max(maxDigests);

/** The requests about the images of a repository. */
export const imageRequests = {
  /** One page of the images that match. The first pages of a long list are answered before ECR has listed all. */
  'images.query': call<ImagePage>()(
    listedRepository.extend({
      ...imageConditionsSchema.shape,
      sort: imageSortSchema,
      page: z.number().int().min(1).max(1_000_000),
      pageSize: z.number().int().min(1).max(maxPageSize),
    }),
  ),
  /** The images that match and can be copied, in the order of the list; at most as many as one replication accepts. */
  'images.selectMatching': call<MatchingImages>()(
    listedRepository.extend({ ...imageConditionsSchema.shape, sort: imageSortSchema }),
  ),
  /** The images with these digests that the repository has. */
  'images.lookUp': call<readonly ImageSummary[]>()(listedRepository.extend({ digests })),
  /** What tag rules select; `renames` apply to the selected tags. */
  'images.previewRules': call<RulesPreview>()(
    listedRepository.extend({ rules: tagFilterSchema, renames: renameRulesSchema }),
  ),
  /** The images and tags that rules select; at most as many images as one replication accepts. */
  'images.selectByRules': call<RuleSelection>()(listedRepository.extend({ rules: tagFilterSchema })),
  /** The platforms of an index, and the artifacts that are attached to an image. */
  'images.children': call<ImageChildren>()(listedRepository.extend({ digest: digestSchema })),
  /**
   * Finds images by tag or digest, for profiles without permission to list images. Missing images are left out. Rejects with
   * `image-unavailable` for an archived image.
   */
  'images.find': call<readonly ImageSummary[]>()(
    repositorySelection.extend({
      references: z
        .array(z.union([tagSchema, digestSchema]))
        .min(1)
        .max(maxDigests),
    }),
  ),
  'images.platforms': call<Readonly<Record<string, readonly Platform[]>>>()(
    repositorySelection.extend({ digests }),
  ),
  /** How the last vulnerability scan of one image came out, and where the image is in use. */
  'images.findings': call<ScanFindings>()(repositorySelection.extend({ digest: digestSchema })),
  /** All details of one image. A part that the profile has no permission for contains the error. */
  'images.details': call<ImageDetails>()(
    repositorySelection.extend({ digest: digestSchema }),
    // Documents are copied byte for byte; the window escapes them for display.
    ['text'],
  ),
} as const;
