import { z } from 'zod';
import { renamesSchema } from './rename-rules.ts';
import { tagFilterSchema } from './tag-filter.ts';
import type { ErrorData } from './result.ts';
import type { PlanWarning } from './plan.ts';
import { defaultReplicationOptions, replicationOptionsSchema, replicationRequestSchema } from './plan.ts';
import { registrySelectionSchema } from './registry.ts';
import { repositoryNameSchema } from './repository.ts';
import { defaultSettingChoices, settingChoicesSchema } from './repository-settings.ts';

/** More than this is to be done in several goes; a plan that long is not read by anybody. */
export const maxBatchRepositories = 500;
/** Images over all repositories of one go: what is known of each is held in memory until it is copied. */
export const maxBatchImages = 5_000;

/** Many repositories at once: what a filter picks in each goes into a repository named by the renames. */
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

/** Requests that are known already: the differences of a comparison, or several of the history. */
const listedRequestsSchema = z.object({
  kind: z.literal('requests'),
  requests: z.array(replicationRequestSchema).min(1).max(maxBatchRepositories),
});

export const batchRequestSchema = z.discriminatedUnion('kind', [
  wholeRepositoriesSchema,
  listedRequestsSchema,
]);
export type BatchRequest = z.infer<typeof batchRequestSchema>;

/** A plan in a few numbers; the whole one is read with `plans.read`. Sizes in bytes. */
export interface PlanSummary {
  readonly planId: string;
  /** Images that are copied. */
  readonly images: number;
  /** Images that cannot be copied, each with the first reason. */
  readonly blocked: readonly {
    readonly digest: string;
    readonly sourceTags: readonly string[];
    readonly error: ErrorData;
  }[];
  readonly bytes: {
    readonly total: number;
    readonly alreadyAtDestination: number;
    readonly toTransfer: number;
  };
  /** True when the destination repository will be created. */
  readonly creates: boolean;
  readonly tags: { readonly create: number; readonly move: number; readonly unchanged: number };
  readonly warnings: readonly PlanWarning[];
  readonly blockers: readonly ErrorData[];
}

/** How far one repository is. */
export type BatchRowState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'listing' }
  /** `images`: how many the filter picked. */
  | { readonly kind: 'planning'; readonly images: number }
  /** More than one plan where one request cannot hold all images. */
  | { readonly kind: 'planned'; readonly plans: readonly PlanSummary[] }
  /** The filter picked nothing, of so many tags. */
  | { readonly kind: 'nothing-picked'; readonly tags: number }
  | { readonly kind: 'failed'; readonly error: ErrorData }
  | { readonly kind: 'cancelled' };

export interface BatchRow {
  readonly sourceRepository: string;
  readonly destinationRepository: string;
  readonly state: BatchRowState;
}

/** Bytes over all plans; a blob that several of them send into one repository counts once. */
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
  /** Every row has ended. `blockers` concern the whole: two images that would get one tag, or too many images. */
  | { readonly kind: 'ready'; readonly blockers: readonly ErrorData[] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'started'; readonly transferIds: readonly string[] };

/** Many replications that are planned one after another, looked at together, and started together. */
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
  /** Only those that are new. */
  readonly rows: readonly { readonly index: number; readonly row: BatchRow }[];
}

/** Applies an update to a copy; what did not change keeps its identity. */
export function applyBatchUpdate(batch: Batch, { state, totals, rows: changed }: BatchUpdate): Batch {
  const rows = [...batch.rows];
  for (const { index, row } of changed) if (rows[index]) rows[index] = row;
  return { ...batch, state, totals, rows: changed.length > 0 ? rows : batch.rows };
}
