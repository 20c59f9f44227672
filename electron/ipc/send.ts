import type { EventName, Events } from '../../shared/ipc.ts';
import { channels } from './channels.ts';

interface Receiver {
  isDestroyed(): boolean;
  readonly webContents: { isDestroyed(): boolean; send(channel: string, ...args: unknown[]): void };
}

/** Tells the renderer; without a window there is nobody to tell. */
export function sendEvent<Name extends EventName>(
  window: Receiver | undefined,
  name: Name,
  payload: Events[Name],
): void {
  if (!window || window.isDestroyed() || window.webContents.isDestroyed()) return;
  window.webContents.send(channels.event, name, payload);
}
