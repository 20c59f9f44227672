import { z } from 'zod';
import { accountNotesSchema } from './account.ts';
import { boundedRecord, boundedText, maxProfileName, maxRegion, minBandwidth } from './bounds.ts';
import { uploadMethodChoiceSchema } from './upload-method.ts';
import { executionRequestSchema } from './execution.ts';
import { historyLimitSchema } from './history.ts';
import { networkSettingsSchema } from './network.ts';
import { accountIdSchema } from './registry.ts';
import { startedBackfillsSchema } from './replication-backfill.ts';
import { routesSchema } from './route.ts';
import { tablesSchema } from './table-view.ts';
import { updateSettingsSchema } from './update.ts';

/** Without a minimum, because earlier versions stored any text. */
const storedProfileName = boundedText(maxProfileName);
/** No AWS file has more profiles. */
const maxProfiles = 5_000;

const sideSelectionSchema = z.object({
  profile: storedProfileName.optional(),
  /** The last region, by profile, because profiles must not share their region. */
  regions: boundedRecord(storedProfileName, boundedText(maxRegion), maxProfiles).default({}),
  /** The account of the last source registry, by profile, when it is not the profile's own account. */
  registries: boundedRecord(storedProfileName, accountIdSchema, maxProfiles).optional(),
});

export const appearanceSchema = z.enum(['system', 'light', 'dark']);
export type Appearance = z.infer<typeof appearanceSchema>;

/** Bytes per second; no connection is faster. */
const maxBandwidth = 1024 ** 4;

const transferSettingsSchema = z.object({
  /** Transfers that run at once; others wait in the queue. */
  atOnce: z.number().int().min(1).max(10).default(2),
  /** Layers uploaded at once by all transfers together; automatic when absent. */
  layersAtOnce: z.number().int().min(1).max(64).optional(),
  /** Bytes per second that all transfers together may read; unlimited when absent. */
  bandwidth: z
    .number()
    .int()
    .max(maxBandwidth)
    .min(minBandwidth, `The bandwidth limit must be at least ${minBandwidth / 1024} KiB per second.`)
    .optional(),
});
export type TransferSettings = z.infer<typeof transferSettingsSchema>;

/** The defaults of a new replication. */
const replicationDefaultsSchema = z.object({
  referrers: z.boolean().default(true),
  verify: z.boolean().default(true),
  uploadMethod: uploadMethodChoiceSchema.default('auto'),
});

const notificationSettingsSchema = z.object({
  /** When the queue ends, and at its first failure, while the window is not focused. */
  whenEnded: z.boolean().default(true),
  /** When a transfer waits for a sign-in while the window is not focused. */
  whenWaiting: z.boolean().default(true),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

const windowSettingsSchema = z.object({
  /** Closing the window hides it, and the app keeps running in the tray. */
  keepInTray: z.boolean().default(false),
});
export type WindowSettings = z.infer<typeof windowSettingsSchema>;

const historySettingsSchema = z.object({
  limit: historyLimitSchema.default({ kind: 'unlimited' }),
});

export const logLevelSchema = z.enum(['warnings', 'normal', 'verbose']);
/** `warnings`: errors and warnings only; `verbose`: also every request and decision of the scheduler. */
export type LogLevel = z.infer<typeof logLevelSchema>;

const loggingSettingsSchema = z.object({ level: logLevelSchema.default('normal') });

const profileListSchema = z.object({
  /** Listed first, in this order. */
  pinned: z.array(storedProfileName).max(100).default([]),
  /** The last used profiles, the latest first. */
  recent: z.array(storedProfileName).max(5).default([]),
  order: z.enum(['file', 'name']).default('file'),
});

/** Executions that the Transfers page shows. */
export const maxAttachedExecutions = 20;
const executionsSchema = z.array(executionRequestSchema).max(maxAttachedExecutions);

/** Files of earlier versions have none, because their user knows the app. */
const introductionSchema = z.enum(['pending', 'done']);

/** The content of `settings.json`. It contains no secret. */
export const settingsSchema = z.object({
  version: z.literal(2).default(2),
  source: sideSelectionSchema.default({ regions: {} }),
  destination: sideSelectionSchema.default({ regions: {} }),
  tables: tablesSchema.default({ repositoriesPageSize: 25, imagesPageSize: 25, views: {} }),
  profiles: profileListSchema.default({ pinned: [], recent: [], order: 'file' }),
  accounts: accountNotesSchema.default({}),
  network: networkSettingsSchema.default({ proxyMode: 'system' }),
  appearance: appearanceSchema.default('system'),
  transfers: transferSettingsSchema.default({ atOnce: 2 }),
  replication: replicationDefaultsSchema.default({ referrers: true, verify: true, uploadMethod: 'auto' }),
  notifications: notificationSettingsSchema.default({ whenEnded: true, whenWaiting: true }),
  window: windowSettingsSchema.default({ keepInTray: false }),
  history: historySettingsSchema.default({ limit: { kind: 'unlimited' } }),
  logging: loggingSettingsSchema.default({ level: 'normal' }),
  executions: executionsSchema.default([]),
  /** Written by the app alone, so that no request changes it. */
  backfills: startedBackfillsSchema.default([]),
  routes: routesSchema.default([]),
  introduction: introductionSchema.default('done'),
  updates: updateSettingsSchema.default({ check: 'not-asked', download: false, channel: 'latest' }),
});

export type Settings = z.infer<typeof settingsSchema>;

/** A change of settings: the given parts replace the current ones. It has no defaults, which replace the other parts. */
export const settingsChangeSchema = z
  .object({
    source: sideSelectionSchema,
    destination: sideSelectionSchema,
    tables: tablesSchema,
    profiles: profileListSchema,
    accounts: accountNotesSchema,
    network: networkSettingsSchema,
    appearance: appearanceSchema,
    transfers: transferSettingsSchema,
    replication: replicationDefaultsSchema,
    notifications: notificationSettingsSchema,
    window: windowSettingsSchema,
    history: historySettingsSchema,
    logging: loggingSettingsSchema,
    executions: executionsSchema,
    routes: routesSchema,
    introduction: introductionSchema,
    updates: updateSettingsSchema,
  })
  .partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
