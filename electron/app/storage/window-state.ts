import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../logging/log.ts';
import type { JsonFile } from './json-file.ts';
import { openJsonFile } from './json-file.ts';

/** Device-independent pixels: more than any arrangement of displays has. */
const maxPixels = 1_000_000;
const position = z.number().int().min(-maxPixels).max(maxPixels);
const extent = z.number().int().min(1).max(maxPixels);
const boundsSchema = z.object({ x: position, y: position, width: extent, height: extent });

/** Position and size of the window when it was last closed, in device-independent pixels. */
export const windowStateSchema = z.object({
  version: z.literal(1).default(1),
  bounds: boundsSchema.optional(),
  maximized: z.boolean().default(false),
});

export type WindowState = z.infer<typeof windowStateSchema>;
export type Bounds = z.infer<typeof boundsSchema>;

/** Opens `window-state.json` in the folder of the app's data. */
export const openWindowState = (folder: string, log: Log): Promise<JsonFile<WindowState>> =>
  openJsonFile({
    path: join(folder, 'window-state.json'),
    schema: windowStateSchema,
    defaults: windowStateSchema.parse({}),
    whenBroken: 'quarantine',
    log,
  });
