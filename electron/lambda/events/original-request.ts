import { z } from 'zod';
import { imageLocationSchema, repositoryLocationSchema } from '../../../shared/models/image-location.ts';
import { continuationFields, copyFields } from '../../../shared/models/work-item.ts';

/**
 * The request of ECRImageReplicator of aibs-informatics-aws-utils, with a role for each side. Other fields are refused, so
 * that a misspelled one is not ignored.
 */
export const originalRequestSchema = z.strictObject({
  source_image: imageLocationSchema,
  destination_repository: repositoryLocationSchema,
  destination_image_tags: copyFields.destination_image_tags,
  source_role_arn: copyFields.source_role_arn,
  destination_role_arn: copyFields.destination_role_arn,
  /** In the answer of an invocation whose time ran out, which is the request of the next one. */
  status: z.literal('more').optional(),
  ...continuationFields,
});

export type OriginalRequest = z.infer<typeof originalRequestSchema>;
