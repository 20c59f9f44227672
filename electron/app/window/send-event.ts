import type { EventChannel, EventName, Events } from '../../../shared/ipc.ts';
import { printableValue } from '../../../shared/text/printable-value.ts';

interface Receiver {
  isDestroyed(): boolean;
  readonly webContents: { isDestroyed(): boolean; send(channel: string, ...args: unknown[]): void };
}

const channel: EventChannel = 'event';

/** Sends an event with printable text to the renderer. Does nothing without a window. */
export function sendEvent<Name extends EventName>(
  window: Receiver | undefined,
  name: Name,
  payload: Events[Name],
): void {
  if (!window || window.isDestroyed() || window.webContents.isDestroyed()) return;
  window.webContents.send(channel, name, printableValue(payload));
}
