import { z } from 'zod';
import { accountNotesSchema } from './account.ts';
import { boundedRecord, boundedText, mostProfileName, mostRegion, mostTyped } from './bounds.ts';
import { doorChoiceSchema } from './upload-method.ts';
import { historyLimitSchema } from './history.ts';
import { networkSettingsSchema } from './network.ts';
import { accountIdSchema } from './registry.ts';

/** As it was written by an earlier version, which asked nothing of it. */
const storedProfileName = boundedText(mostProfileName);
/** More profiles than any AWS file has that a person looks at. */
const mostProfiles = 5_000;

const sideSelectionSchema = z.object({
  profile: storedProfileName.optional(),
  /** The region last used, by profile: a profile never inherits another one's region. */
  regions: boundedRecord(storedProfileName, boundedText(mostRegion), mostProfiles).default({}),
  /** The source only: the account whose registry was last used, by profile, where it is not the profile's own. */
  registries: boundedRecord(storedProfileName, accountIdSchema, mostProfiles).optional(),
});

/** How a person has left a table; what the table does not know of is passed over. */
const viewSchema = z.object({
  sortedBy: z.object({ column: boundedText(60), descending: z.boolean() }).optional(),
  filter: boundedText(mostTyped).optional(),
});
export type TableView = z.infer<typeof viewSchema>;

const tablesSchema = z.object({
  repositoriesPageSize: z.number().int().min(10).max(200).default(25),
  imagesPageSize: z.number().int().min(10).max(200).default(25),
  /** By the table's name, and by what it shows where that has a view of its own. */
  views: boundedRecord(boundedText(300), viewSchema, 10_000).default({}),
});

export const appearanceSchema = z.enum(['system', 'light', 'dark']);
export type Appearance = z.infer<typeof appearanceSchema>;

/** The least that a cap may be, in bytes per second: with less, every layer would stall. */
export const leastBandwidth = 64 * 1024;

/** Bytes per second that no link has. */
const mostBandwidth = 1024 ** 4;

const transferSettingsSchema = z.object({
  /** Transfers that run at once; others wait for their turn. */
  atOnce: z.number().int().min(1).max(10).default(2),
  /** Layers on their way at once, of all transfers together; as many as the link takes when absent. */
  layersAtOnce: z.number().int().min(1).max(64).optional(),
  /** Bytes per second that all transfers together may read; no cap when absent. */
  bandwidth: z
    .number()
    .int()
    .max(mostBandwidth)
    .min(leastBandwidth, `A bandwidth cap is at least ${leastBandwidth / 1024} KiB per second.`)
    .optional(),
});
export type TransferSettings = z.infer<typeof transferSettingsSchema>;

/** What a new replication starts with. */
const replicationDefaultsSchema = z.object({
  referrers: z.boolean().default(true),
  verify: z.boolean().default(true),
  /** By which door layers go into the destination's registry. */
  door: doorChoiceSchema.default('auto'),
});

const notificationSettingsSchema = z.object({
  /** When a transfer ends while the window is not in front. */
  whenEnded: z.boolean().default(true),
  /** When a transfer waits for a sign-in while the window is not in front. */
  whenWaiting: z.boolean().default(true),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

const historySettingsSchema = z.object({
  limit: historyLimitSchema.default({ kind: 'unlimited' }),
});

const profileListSchema = z.object({
  /** On top of the list, in this order. */
  pinned: z.array(storedProfileName).max(100).default([]),
  /** Those used last, the latest first. */
  recent: z.array(storedProfileName).max(5).default([]),
  order: z.enum(['file', 'name']).default('file'),
});

/** What the app remembers between starts; no secret ever stands here. */
export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  source: sideSelectionSchema.default({ regions: {} }),
  destination: sideSelectionSchema.default({ regions: {} }),
  tables: tablesSchema.default({ repositoriesPageSize: 25, imagesPageSize: 25, views: {} }),
  profiles: profileListSchema.default({ pinned: [], recent: [], order: 'file' }),
  accounts: accountNotesSchema.default({}),
  network: networkSettingsSchema.default({ proxyMode: 'system' }),
  appearance: appearanceSchema.default('system'),
  transfers: transferSettingsSchema.default({ atOnce: 2 }),
  replication: replicationDefaultsSchema.default({ referrers: true, verify: true, door: 'auto' }),
  notifications: notificationSettingsSchema.default({ whenEnded: true, whenWaiting: true }),
  history: historySettingsSchema.default({ limit: { kind: 'unlimited' } }),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Any part of the settings; parts given replace those held. Without the defaults above, which would fill in the parts left out. */
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
    history: historySettingsSchema,
  })
  .partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
