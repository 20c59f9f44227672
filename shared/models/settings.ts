import { z } from 'zod';
import { accountNotesSchema } from './account.ts';
import { networkSettingsSchema } from './network.ts';

const sideSelectionSchema = z.object({
  profile: z.string().optional(),
  /** The region last used, by profile: a profile never inherits another one's region. */
  regions: z.record(z.string(), z.string()).default({}),
});

const tablesSchema = z.object({
  repositoriesPageSize: z.number().int().min(10).max(200).default(25),
  imagesPageSize: z.number().int().min(10).max(200).default(25),
});

const profileListSchema = z.object({
  /** On top of the list, in this order. */
  pinned: z.array(z.string()).max(100).default([]),
  /** Those used last, the latest first. */
  recent: z.array(z.string()).max(5).default([]),
  order: z.enum(['file', 'name']).default('file'),
});

/** What the app remembers between starts; no secret ever stands here. */
export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  source: sideSelectionSchema.default({ regions: {} }),
  destination: sideSelectionSchema.default({ regions: {} }),
  tables: tablesSchema.default({ repositoriesPageSize: 25, imagesPageSize: 25 }),
  profiles: profileListSchema.default({ pinned: [], recent: [], order: 'file' }),
  accounts: accountNotesSchema.default({}),
  network: networkSettingsSchema.default({ proxyMode: 'system' }),
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
  })
  .partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
