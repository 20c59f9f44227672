/** What the app has to know of a window to quit. */
interface OpenWindow {
  /** Asks the window to close. @returns false when the app refused. */
  requestClose(): boolean;
  destroy(): void;
}

/** The open windows, in the order of their making. */
export const openWindows = new Set<OpenWindow>();

let onAllClosed: () => void = () => undefined;

/** Sets who is told when the last window has closed. */
export function whenAllWindowsClosed(listener: () => void): void {
  onAllClosed = listener;
}

export function windowClosed(window: OpenWindow): void {
  openWindows.delete(window);
  if (openWindows.size === 0) onAllClosed();
}
