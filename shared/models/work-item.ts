import { z } from 'zod';
import { boundedText, count, maxArn, maxTagsPerImage } from './bounds.ts';
import { parsePlatform, tagSchema } from './image.ts';
import { imageLocationSchema, repositoryLocationSchema } from './image-location.ts';
import { replicationOptionsSchema } from './plan.ts';
import { repositorySettingsFieldsSchema } from './repository-settings-fields.ts';
import { unfinishedUploadSchema } from './unfinished-upload.ts';
import { uploadMethodChoiceSchema } from './upload-method.ts';

/** An IAM role, in every partition (IAM user guide, "IAM identifiers"). */
export const roleArnSchema = boundedText(maxArn).regex(
  /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  'A role is named by its ARN, as in arn:aws:iam::111111111111:role/image-replicator.',
);

/** `linux/arm64/v8`, as `formatPlatform` writes it. */
export const platformTextSchema = boundedText(300).refine(
  (text) => parsePlatform(text) !== undefined,
  'A platform is OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT, as in linux/amd64.',
);

/** Unfinished uploads as they are in a payload, and in an object of S3. */
export const storedJournalSchema = z.object({
  kind: z.literal('inline'),
  uploads: z.array(unfinishedUploadSchema).max(10_000),
});

/** Unfinished uploads of an earlier invocation: in the payload, or in S3 where they are too large for it. */
export const journalSchema = z.discriminatedUnion('kind', [
  storedJournalSchema,
  z.object({ kind: z.literal('s3'), bucket: boundedText(63).min(3), key: boundedText(1_024).min(1) }),
]);
export type Journal = z.infer<typeof journalSchema>;

/** What a copy by the Lambda function needs, in the names of the original request (aibs-informatics-aws-utils). */
export const copyFields = {
  source: imageLocationSchema,
  destination: repositoryLocationSchema,
  /** The tags of the source image when absent or null; an empty list leaves the image untagged. */
  destination_image_tags: z.array(tagSchema).max(maxTagsPerImage).nullish(),
  /** Of an index: copy these alone, which gives the index another digest. All, with the same digest, when absent. */
  platforms: z.array(platformTextSchema).min(1).max(100).optional(),
  /** Move a tag that points to another image at the destination; otherwise that is an error, and nothing is copied. */
  overwrite_tags: z.boolean().optional(),
  /** Create the destination repository when it is missing; otherwise that is an error. */
  create_repository: z.boolean().optional(),
  /** The roles to assume; the function's own role where absent. */
  source_role_arn: roleArnSchema.optional(),
  destination_role_arn: roleArnSchema.optional(),
  upload_method: uploadMethodChoiceSchema.optional(),
};

const { referrers, missingManifests, existingSignatures, verify } = replicationOptionsSchema.shape;

/** The other options of a replication; the app's default where one is absent. */
export const optionFields = {
  /** The only tags that may be moved, whatever `overwrite_tags` is: those that the plan of an export moves. */
  movable_tags: z.array(tagSchema).max(maxTagsPerImage).optional(),
  /** Copy signatures, SBOMs and attestations. */
  referrers: referrers.unwrap().optional(),
  /** What to do with an index that names a manifest which the source does not have. */
  missing_manifests: missingManifests.unwrap().optional(),
  /** What to do with a signature, attestation or SBOM whose tag points to something else at the destination. */
  existing_signatures: existingSignatures.unwrap().optional(),
  /** Read the image back from the destination after the copy and compare it. */
  verify: verify.unwrap().optional(),
  /** For a repository that is created. */
  repository_settings: repositorySettingsFieldsSchema.optional(),
};

/** What an invocation leaves to the next one. Absent in a new request. */
export const continuationFields = {
  journal: journalSchema.optional(),
  /** Invocations before this one. */
  attempt: count.int().optional(),
  /** Of these, the last ones in a row that transferred nothing. */
  idle: count.int().optional(),
  /** Bytes that the invocations before this one transferred. */
  transferred: count.optional(),
};

/** The version that an export writes. Version 1, also when absent, has none of `optionFields`. */
export const workItemVersion = 2;

/**
 * One image to copy: an item of the Distributed Map, and one line of `items.jsonl`. A field that the function does not know is
 * an error, because an option must not be ignored.
 */
export const workItemSchema = z.strictObject({
  kind: z.literal('work-item'),
  version: z
    .literal([1, workItemVersion], {
      error: `The function reads work items of the versions 1 and ${workItemVersion}. Deploy the function of the release that wrote the item.`,
    })
    .optional(),
  /** Unique among the items of an execution. */
  id: boundedText(256).min(1),
  ...copyFields,
  ...optionFields,
  /** Bytes to transfer as far as they were known when the item was written, by which large items are routed. */
  size: count.optional(),
  ...continuationFields,
});
export type WorkItem = z.infer<typeof workItemSchema>;
