import type { z } from 'zod';
import { parsePlatform } from '../../../shared/models/image.ts';
import { readImageLocation, readRepositoryLocation } from '../../../shared/models/image-location.ts';
import type { ReplicationOptions } from '../../../shared/models/plan.ts';
import { replicationOptionsSchema } from '../../../shared/models/plan.ts';
import type { ImageReference, RepositoryReference } from '../../../shared/models/reference.ts';
import type { SettingChoices } from '../../../shared/models/repository-settings.ts';
import { readRepositorySettingsFields } from '../../../shared/models/repository-settings-fields.ts';
import type { copyFields, optionFields } from '../../../shared/models/work-item.ts';

/** The fields of a copy as every event has them, and the options that only work items have. */
export type CopyFields = z.infer<z.ZodObject<typeof copyFields>> &
  Partial<z.infer<z.ZodObject<typeof optionFields>>>;

/** One image to copy into one repository. */
export interface CopyRequest {
  readonly source: ImageReference;
  readonly destination: RepositoryReference;
  /** The tags at the destination; those of the source image when undefined. */
  readonly tags: readonly string[] | undefined;
  /** The tags that may be moved when they point to another image at the destination. */
  readonly movableTags: 'all' | readonly string[];
  readonly createRepository: boolean;
  /** Of a repository that is created. */
  readonly settings: SettingChoices;
  readonly options: ReplicationOptions;
  /** The role to assume on each side; the function's own role when undefined. */
  readonly sourceRoleArn: string | undefined;
  readonly destinationRoleArn: string | undefined;
}

/** @returns the options that valid fields state, with the app's defaults for the others. */
export const readOptions = (fields: Omit<CopyFields, 'source' | 'destination'>): ReplicationOptions =>
  replicationOptionsSchema.parse({
    referrers: fields.referrers,
    platforms: fields.platforms?.flatMap((text) => parsePlatform(text) ?? []),
    missingManifests: fields.missing_manifests,
    existingSignatures: fields.existing_signatures,
    verify: fields.verify,
    uploadMethod: fields.upload_method,
  });

/** @returns the request that valid fields describe. */
export const readCopyFields = (fields: CopyFields): CopyRequest => ({
  source: readImageLocation(fields.source),
  destination: readRepositoryLocation(fields.destination),
  tags: fields.destination_image_tags ?? undefined,
  movableTags: fields.movable_tags ?? (fields.overwrite_tags === true ? 'all' : []),
  createRepository: fields.create_repository ?? false,
  settings: readRepositorySettingsFields(fields.repository_settings ?? {}),
  options: readOptions(fields),
  sourceRoleArn: fields.source_role_arn,
  destinationRoleArn: fields.destination_role_arn,
});
