import { z } from 'zod';
import { boundedText, count, milliseconds } from '../../../shared/models/bounds.ts';
import { repositoryNameSchema } from '../../../shared/models/repository.ts';
import { continuationFields, copyFields } from '../../../shared/models/work-item.ts';
import { customResourceEventSchema } from './custom-resource-event.ts';

/** The events that the function sends to itself to continue work without a caller that waits for the answer. */

/** A copy of a pushed image. */
export const backgroundCopySchema = z.object({
  kind: z.literal('background-copy'),
  ...copyFields,
  ...continuationFields,
});
export type BackgroundCopy = z.infer<typeof backgroundCopySchema>;

/** A custom resource whose copy outlasted an invocation. */
export const continuedResourceSchema = z.object({
  kind: z.literal('continued-resource'),
  request: customResourceEventSchema,
  /** When CloudFormation stops waiting, in milliseconds since 1970. */
  expires_at: milliseconds,
  ...continuationFields,
});
export type ContinuedResource = z.infer<typeof continuedResourceSchema>;

/** A reconciliation of all routes that outlasted an invocation. */
export const continuedReconciliationSchema = z.object({
  kind: z.literal('continued-reconciliation'),
  /** The route to continue with, counted from 0. */
  route: count.int(),
  /** The hash of the routes in which it is counted. */
  routes_hash: boundedText(64).optional(),
  /** The repository to continue with, in the order of their names; the first one when absent. */
  repository: repositoryNameSchema.optional(),
  /** What earlier invocations counted. */
  copied: count.int(),
  failed: count.int(),
  /** The id of the first invocation. */
  id: boundedText(256),
  ...continuationFields,
});
export type ContinuedReconciliation = z.infer<typeof continuedReconciliationSchema>;
