import { z } from 'zod';

const sideSelectionSchema = z.object({
  profile: z.string().optional(),
  /** The region last used, by profile: a profile never inherits another one's region. */
  regions: z.record(z.string(), z.string()).default({}),
});

/** What the app remembers between starts; no secret ever stands here. */
export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  source: sideSelectionSchema.default({ regions: {} }),
  destination: sideSelectionSchema.default({ regions: {} }),
  tables: z
    .object({
      repositoriesPageSize: z.number().int().min(10).max(200).default(25),
      imagesPageSize: z.number().int().min(10).max(200).default(25),
    })
    .default({ repositoriesPageSize: 25, imagesPageSize: 25 }),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Any part of the settings; parts given replace those held. */
export const settingsChangeSchema = settingsSchema.omit({ version: true }).partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
