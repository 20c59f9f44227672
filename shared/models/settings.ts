import { z } from 'zod';

const sideSelectionSchema = z.object({
  profile: z.string().optional(),
  /** The region last used, by profile: a profile never inherits another one's region. */
  regions: z.record(z.string(), z.string()).default({}),
});

const tablesSchema = z.object({
  repositoriesPageSize: z.number().int().min(10).max(200).default(25),
  imagesPageSize: z.number().int().min(10).max(200).default(25),
});

/** What the app remembers between starts; no secret ever stands here. */
export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  source: sideSelectionSchema.default({ regions: {} }),
  destination: sideSelectionSchema.default({ regions: {} }),
  tables: tablesSchema.default({ repositoriesPageSize: 25, imagesPageSize: 25 }),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Any part of the settings; parts given replace those held. Without the defaults above, which would fill in the parts left out. */
export const settingsChangeSchema = z
  .object({ source: sideSelectionSchema, destination: sideSelectionSchema, tables: tablesSchema })
  .partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
