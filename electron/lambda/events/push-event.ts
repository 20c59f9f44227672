import { z } from 'zod';
import { boundedText } from '../../../shared/models/bounds.ts';
import { digestSchema, tagSchema } from '../../../shared/models/image.ts';
import { accountIdSchema, regionSchema } from '../../../shared/models/registry.ts';
import { repositoryNameSchema } from '../../../shared/models/repository.ts';

/**
 * An event of ECR in Amazon EventBridge, also for actions other than PUSH. AWS documents no schema: its example of a push has
 * a digest and a tag. The digest is not needed, because the tag's present image is copied.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export const imageActionEventSchema = z.object({
  source: z.literal('aws.ecr'),
  'detail-type': z.literal('ECR Image Action'),
  account: accountIdSchema,
  region: regionSchema,
  detail: z.object({
    'action-type': boundedText(100),
    result: boundedText(100),
    'repository-name': repositoryNameSchema,
    'image-digest': digestSchema.optional(),
    'image-tag': tagSchema.optional().or(z.literal('')),
  }),
});

export type ImageActionEvent = z.infer<typeof imageActionEventSchema>;
