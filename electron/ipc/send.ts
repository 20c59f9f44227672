import type { EventName, Events } from '../../shared/ipc.ts';
import { printableValue } from '../../shared/text/printable-value.ts';
import { channels } from './channels.ts';

interface Receiver {
  isDestroyed(): boolean;
  readonly webContents: { isDestroyed(): boolean; send(channel: string, ...args: unknown[]): void };
}

/** Sends an event to the renderer, its text printable; without a window nothing is sent. */
export function sendEvent<Name extends EventName>(
  window: Receiver | undefined,
  name: Name,
  payload: Events[Name],
): void {
  if (!window || window.isDestroyed() || window.webContents.isDestroyed()) return;
  window.webContents.send(channels.event, name, printableValue(payload));
}
