import { join } from 'node:path';
import { z } from 'zod';
import type { JsonFile } from '../storage/json-file.ts';
import { openJsonFile } from '../storage/json-file.ts';
import type { Log } from '../logging/log.ts';

/** Device-independent pixels: more than any arrangement of displays has. */
const farthest = 1_000_000;
const position = z.number().int().min(-farthest).max(farthest);
const extent = z.number().int().min(1).max(farthest);
const boundsSchema = z.object({ x: position, y: position, width: extent, height: extent });

/** Where the window was when it was last closed; sizes in device-independent pixels. */
export const windowStateSchema = z.object({
  version: z.literal(1).default(1),
  bounds: boundsSchema.optional(),
  maximized: z.boolean().default(false),
});

export type WindowState = z.infer<typeof windowStateSchema>;
export type Bounds = z.infer<typeof boundsSchema>;

/** Opens `window-state.json` in the folder. */
export const openWindowState = (userData: string, log: Log): Promise<JsonFile<WindowState>> =>
  openJsonFile({
    path: join(userData, 'window-state.json'),
    schema: windowStateSchema,
    defaults: windowStateSchema.parse({}),
    whenBroken: 'quarantine',
    log,
  });

export const minimumSize = { width: 900, height: 600 } as const;
const usualSize = { width: 1280, height: 800 } as const;

/** How much of the window's upper edge must be on a display for a person to be able to drag it back. */
const grip = { width: 120, height: 32 } as const;

const isWithinReach = (bounds: Bounds, display: Bounds): boolean => {
  const visibleWidth =
    Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x);
  return (
    visibleWidth >= grip.width &&
    bounds.y >= display.y &&
    bounds.y + grip.height <= display.y + display.height
  );
};

const fitted = (wanted: number, minimum: number, available: number): number =>
  Math.max(minimum, Math.min(wanted, available));

/** What to give a new window: a place only when it is still on one of the displays, else the system's choice. */
export interface Placement {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where to open the window.
 * @param displays the work areas of the displays attached now, the primary one first.
 */
export function placeWindow(state: Omit<WindowState, 'version'>, displays: readonly Bounds[]): Placement {
  const { bounds } = state;
  const home = bounds && displays.find((display) => isWithinReach(bounds, display));
  const display = home ?? displays[0];
  const wanted = bounds ?? usualSize;
  const size = {
    width: fitted(wanted.width, minimumSize.width, display?.width ?? wanted.width),
    height: fitted(wanted.height, minimumSize.height, display?.height ?? wanted.height),
  };
  return bounds && home ? { x: bounds.x, y: bounds.y, ...size } : size;
}
