import type { z } from 'zod';
import type { Platform } from '../../../shared/models/image.ts';
import { parsePlatform } from '../../../shared/models/image.ts';
import { readImageLocation, readRepositoryLocation } from '../../../shared/models/image-location.ts';
import type { ImageReference, RepositoryReference } from '../../../shared/models/reference.ts';
import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import type { copyFields } from '../../../shared/models/work-item.ts';

/** The fields of a copy as every event has them. */
export type CopyFields = z.infer<z.ZodObject<typeof copyFields>>;

/** One image to copy into one repository. */
export interface CopyRequest {
  readonly source: ImageReference;
  readonly destination: RepositoryReference;
  /** The tags at the destination; those of the source image when undefined. */
  readonly tags: readonly string[] | undefined;
  /** Platforms of an index; all when undefined. */
  readonly platforms: readonly Platform[] | undefined;
  readonly overwriteTags: boolean;
  readonly createRepository: boolean;
  /** The role to assume on each side; the function's own role when undefined. */
  readonly sourceRoleArn: string | undefined;
  readonly destinationRoleArn: string | undefined;
  readonly uploadMethod: UploadMethodChoice;
}

/** @returns the request that valid fields describe. */
export const readCopyFields = (fields: CopyFields): CopyRequest => ({
  source: readImageLocation(fields.source),
  destination: readRepositoryLocation(fields.destination),
  tags: fields.destination_image_tags ?? undefined,
  platforms: fields.platforms?.flatMap((text) => parsePlatform(text) ?? []),
  overwriteTags: fields.overwrite_tags ?? false,
  createRepository: fields.create_repository ?? false,
  sourceRoleArn: fields.source_role_arn,
  destinationRoleArn: fields.destination_role_arn,
  uploadMethod: fields.upload_method ?? 'auto',
});
