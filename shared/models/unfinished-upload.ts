import { z } from 'zod';
import { boundedText, count, digestLength, maxPath, milliseconds } from './bounds.ts';

const commonFields = {
  /** In the form of `repositoryKey`. */
  repository: boundedText(1_024).min(1),
  digest: boundedText(digestLength).min(1),
  /** Milliseconds since 1970. */
  at: milliseconds,
};

const apiUploadSchema = z
  .object({
    ...commonFields,
    uploadMethod: z.literal('api'),
    uploadId: boundedText(1_024).min(1),
    /** Bytes. */
    partSize: count.int().positive(),
    /** Bytes from the first on that ECR confirmed: whole parts. */
    confirmed: count.int().positive(),
  })
  .refine(({ confirmed, partSize }) => confirmed % partSize === 0);

const registryUploadSchema = z.object({
  ...commonFields,
  uploadMethod: z.literal('registry'),
  /** The address of the upload. */
  target: boundedText(4 * maxPath).min(1),
  /** Bytes that the registry confirmed; it may have more. Absent in entries of earlier versions. */
  confirmed: count.int().default(0),
});

/** An upload that ended before its last part, so that another process can resume it. */
export const unfinishedUploadSchema = z.union([apiUploadSchema, registryUploadSchema]);

/** An upload by the ECR API, of which ECR has the first parts. */
export type UnfinishedApiUpload = Readonly<z.infer<typeof apiUploadSchema>>;
/** An upload through the registry endpoint, of which the registry may have the first bytes. */
export type UnfinishedRegistryUpload = Readonly<z.infer<typeof registryUploadSchema>>;
export type UnfinishedUpload = UnfinishedApiUpload | UnfinishedRegistryUpload;
