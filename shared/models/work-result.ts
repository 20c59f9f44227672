import { z } from 'zod';
import { boundedText, count, maxPath, maxTagsPerImage } from './bounds.ts';
import { digestSchema, tagSchema } from './image.ts';
import { accountIdSchema, regionSchema } from './registry.ts';
import { repositoryNameSchema } from './repository.ts';
import { workItemSchema } from './work-item.ts';

const sentence = boundedText(10_000);

/** An image at the destination: the fields of `ECRImage` of aibs-informatics-aws-utils, its tags and its URI. */
export const destinationImageSchema = z.object({
  account_id: accountIdSchema,
  region: regionSchema,
  repository_name: repositoryNameSchema,
  image_digest: digestSchema,
  image_tags: z.array(tagSchema).max(maxTagsPerImage),
  /** With the digest. */
  uri: boundedText(maxPath),
});
export type DestinationImage = Readonly<z.infer<typeof destinationImageSchema>>;

/** A tag that pointed to another image at the destination before. */
export const movedTagSchema = z.object({ tag: tagSchema, from_digest: digestSchema });
export type MovedTag = Readonly<z.infer<typeof movedTagSchema>>;

/** `ErrorData` without the fields that only the app uses. */
export const workErrorSchema = z.object({
  /** An `ErrorCode`. */
  code: boundedText(100),
  /** The problem, the object and the next step. */
  message: sentence,
  side: z.enum(['source', 'destination']).optional(),
  /** The text of AWS with its request id. */
  detail: sentence.optional(),
});
export type WorkError = Readonly<z.infer<typeof workErrorSchema>>;

const id = boundedText(256);

/**
 * The answer of the Lambda function to a work item. A state machine decides by `$.status`.
 *
 * A temporary failure is no answer: the function fails with the error name `TemporaryError`, and the item can be sent again
 * as it is. Every other failure is an answer `failed`.
 */
export const workResultSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('done'),
    id,
    destination_image: destinationImageSchema,
    already_at_destination: z.boolean(),
    /** Whether the image was read back from the destination and compared. */
    verified: z.boolean(),
    moved_tags: z.array(movedTagSchema).max(maxTagsPerImage),
    /** Bytes of all invocations. */
    bytes: count,
    warnings: z.array(sentence).max(1_000),
  }),
  /** The time of the invocation ran out: send `item` next. */
  z.object({ status: z.literal('more'), id, item: workItemSchema, bytes: count }),
  /** More bytes than `MAX_TRANSFER_BYTES` allows: run `item` where there is more time. Nothing was copied. */
  z.object({ status: z.literal('too-large'), id, item: workItemSchema, reason: sentence }),
  /** More invocations than `MAX_INVOCATIONS` allows: run `item` where there is more time. Completed layers are kept. */
  z.object({ status: z.literal('too-long'), id, item: workItemSchema, reason: sentence }),
  z.object({ status: z.literal('failed'), id, error: workErrorSchema, bytes: count }),
]);
export type WorkResult = z.infer<typeof workResultSchema>;

/** The error name of a failure after which the same item can be sent again. */
export const temporaryErrorName = 'TemporaryError';
