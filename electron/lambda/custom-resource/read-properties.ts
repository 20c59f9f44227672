import { z } from 'zod';
import { maxTagsPerImage } from '../../../shared/models/bounds.ts';
import { tagSchema } from '../../../shared/models/image.ts';
import { imageLocationSchema, repositoryLocationSchema } from '../../../shared/models/image-location.ts';
import { platformTextSchema, roleArnSchema } from '../../../shared/models/work-item.ts';
import { uploadMethodChoiceSchema } from '../../../shared/models/upload-method.ts';
import type { CopyRequest } from '../copy/copy-request.ts';
import { readCopyFields } from '../copy/copy-request.ts';
import { describeIssues } from '../errors/describe-issues.ts';
import { InvalidEventError } from '../errors/failures.ts';

/** CloudFormation passes every value as text. */
const booleanText = z.enum(['true', 'false']).transform((text) => text === 'true');

/** The longest time that CloudFormation waits, in seconds. */
const maxServiceTimeout = 3_600;

const propertiesSchema = z.strictObject({
  /** The function, which CloudFormation adds. */
  ServiceToken: z.string().max(2_048).optional(),
  /** Seconds (AWS CloudFormation user guide, `AWS::CloudFormation::CustomResource`). */
  ServiceTimeout: z
    .string()
    .max(10)
    .regex(/^\d+$/, 'ServiceTimeout is a number of seconds.')
    .transform(Number)
    .pipe(z.number().min(1).max(maxServiceTimeout))
    .default(maxServiceTimeout),
  Source: imageLocationSchema,
  Destination: repositoryLocationSchema,
  Tags: z.array(tagSchema).max(maxTagsPerImage).optional(),
  Platforms: z.array(platformTextSchema).min(1).max(100).optional(),
  OverwriteTags: booleanText.optional(),
  CreateRepository: booleanText.optional(),
  SourceRoleArn: roleArnSchema.optional(),
  DestinationRoleArn: roleArnSchema.optional(),
  UploadMethod: uploadMethodChoiceSchema.optional(),
});

export interface ResourceProperties {
  readonly copy: CopyRequest;
  /** Seconds. */
  readonly serviceTimeout: number;
}

/** @throws InvalidEventError, with one sentence that names what is wrong. */
export function readProperties(given: unknown): ResourceProperties {
  const { success, data, error } = propertiesSchema.safeParse(given);
  if (!success)
    throw new InvalidEventError(`The properties of the resource are not valid. ${describeIssues(error)}`);
  return {
    serviceTimeout: data.ServiceTimeout,
    copy: readCopyFields({
      source: data.Source,
      destination: data.Destination,
      destination_image_tags: data.Tags,
      platforms: data.Platforms,
      overwrite_tags: data.OverwriteTags,
      create_repository: data.CreateRepository,
      source_role_arn: data.SourceRoleArn,
      destination_role_arn: data.DestinationRoleArn,
      upload_method: data.UploadMethod,
    }),
  };
}
