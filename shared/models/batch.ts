import { z } from 'zod';
import { renamesSchema } from './rename-rules.ts';
import { tagFilterSchema } from './tag-filter.ts';
import type { ErrorData } from './result.ts';
import type { PlanWarning } from './plan.ts';
import { defaultReplicationOptions, replicationOptionsSchema, replicationRequestSchema } from './plan.ts';
import { registrySelectionSchema } from './registry.ts';
import { repositoryNameSchema } from './repository.ts';
import { defaultSettingChoices, settingChoicesSchema } from './repository-settings.ts';

/** Repositories of one batch; nobody can review a longer plan. */
export const maxBatchRepositories = 500;
/** Images of one batch, over all repositories: their plans stay in memory until they are run. */
export const maxBatchImages = 5_000;

/** Many repositories: the images that a filter selects in each are copied into a repository that the renames name. */
const wholeRepositoriesSchema = z.object({
  kind: z.literal('repositories'),
  source: registrySelectionSchema,
  repositories: z
    .array(repositoryNameSchema)
    .min(1, 'Select at least one repository.')
    .max(maxBatchRepositories, `Select at most ${maxBatchRepositories} repositories at a time.`),
  filter: tagFilterSchema,
  renames: renamesSchema,
  destination: registrySelectionSchema.extend({
    createRepository: z.boolean(),
    settings: settingChoicesSchema.default(defaultSettingChoices),
  }),
  options: replicationOptionsSchema.default(defaultReplicationOptions),
});

/** Requests that exist already: the differences of a comparison, or entries of the history. */
const listedRequestsSchema = z.object({
  kind: z.literal('requests'),
  requests: z.array(replicationRequestSchema).min(1).max(maxBatchRepositories),
});

export const batchRequestSchema = z.discriminatedUnion('kind', [
  wholeRepositoriesSchema,
  listedRequestsSchema,
]);
export type BatchRequest = z.infer<typeof batchRequestSchema>;

/** The figures of a plan; `plans.read` returns the plan itself. Sizes in bytes. */
export interface PlanSummary {
  readonly planId: string;
  /** Images to copy. */
  readonly images: number;
  /** Images that cannot be copied, each with the first reason. */
  readonly blocked: readonly {
    readonly digest: string;
    readonly sourceTags: readonly string[];
    readonly error: ErrorData;
  }[];
  readonly bytes: BatchTotals['bytes'];
  /** True when the destination repository will be created. */
  readonly creates: boolean;
  readonly tags: { readonly create: number; readonly move: number; readonly unchanged: number };
  /** The PutImage calls that write the manifests and tags. */
  readonly putImageCalls: number;
  readonly warnings: readonly PlanWarning[];
  readonly blockers: readonly ErrorData[];
}

/** The progress of one repository. */
export type BatchRowState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'listing' }
  /** `images`: the number that the filter selected. */
  | { readonly kind: 'planning'; readonly images: number }
  /** More than one plan when one request is too small for all images. */
  | { readonly kind: 'planned'; readonly plans: readonly PlanSummary[] }
  /** The filter selected nothing of this number of tags. */
  | { readonly kind: 'nothing-picked'; readonly tags: number }
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'cancelled' };

export interface BatchRow {
  readonly sourceRepository: string;
  readonly destinationRepository: string;
  readonly state: BatchRowState;
}

/** Sums over all plans; a blob that several plans copy into one repository counts once. */
export interface BatchTotals {
  readonly images: number;
  readonly bytes: {
    readonly total: number;
    readonly alreadyAtDestination: number;
    readonly toTransfer: number;
  };
}

export type BatchState =
  | { readonly kind: 'working' }
  /** All rows are planned. `blockers` concern the whole batch: two images with the same new tag, or too many images. */
  | { readonly kind: 'ready'; readonly blockers: readonly ErrorData[] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'started'; readonly transferIds: readonly string[] };

/** Replications that are planned one after another, reviewed together, and started together. */
export interface Batch {
  readonly id: string;
  readonly request: BatchRequest;
  readonly state: BatchState;
  readonly rows: readonly BatchRow[];
  readonly totals: BatchTotals;
}

export interface BatchUpdate {
  readonly id: string;
  readonly state: BatchState;
  readonly totals: BatchTotals;
  /** Only the rows that changed. */
  readonly rows: readonly { readonly index: number; readonly row: BatchRow }[];
}

/** Applies an update to a batch; unchanged rows keep their identity. */
export function applyBatchUpdate(batch: Batch, { state, totals, rows: changed }: BatchUpdate): Batch {
  const rows = [...batch.rows];
  for (const { index, row } of changed) if (rows[index]) rows[index] = row;
  return { ...batch, state, totals, rows: changed.length > 0 ? rows : batch.rows };
}
