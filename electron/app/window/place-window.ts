import type { Bounds, WindowState } from '../storage/window-state.ts';

export const minimumSize = { width: 900, height: 600 } as const;
const defaultSize = { width: 1280, height: 800 } as const;

/** The part of the window's upper edge that must be on a display, so that the user can drag the window. */
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

const clampSize = (requested: number, minimum: number, available: number): number =>
  Math.max(minimum, Math.min(requested, available));

/** Size and position of a new window; without a position the system chooses one. */
export interface Placement {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Computes where to open the window. Its last position is used only when that is still on one of the displays.
 * @param displays the work areas of the attached displays, the primary one first.
 */
export function placeWindow({ bounds }: Pick<WindowState, 'bounds'>, displays: readonly Bounds[]): Placement {
  const lastDisplay = bounds && displays.find((display) => isWithinReach(bounds, display));
  const display = lastDisplay ?? displays[0];
  const requested = bounds ?? defaultSize;
  const size = {
    width: clampSize(requested.width, minimumSize.width, display?.width ?? requested.width),
    height: clampSize(requested.height, minimumSize.height, display?.height ?? requested.height),
  };
  return bounds && lastDisplay ? { x: bounds.x, y: bounds.y, ...size } : size;
}
