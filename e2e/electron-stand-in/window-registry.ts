/** The part of a window that the app needs to quit. */
interface OpenWindow {
  /** Asks the window to close. @returns false when the app prevented it. */
  requestClose(): boolean;
  destroy(): void;
}

/** The open windows, in the order of creation. */
export const openWindows = new Set<OpenWindow>();

let onAllClosed: () => void = () => undefined;

/** Sets the listener for the end of the last window. */
export function whenAllWindowsClosed(listener: () => void): void {
  onAllClosed = listener;
}

export function windowClosed(window: OpenWindow): void {
  openWindows.delete(window);
  if (openWindows.size === 0) onAllClosed();
}
