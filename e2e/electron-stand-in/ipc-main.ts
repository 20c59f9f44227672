import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { EventEmitter } from 'node:events';
import { withoutGaps } from './not-provided.ts';

type Handler = Parameters<IpcMain['handle']>[1];
const handlers = new Map<string, Handler>();

class StandInIpcMain extends EventEmitter implements Pick<IpcMain, 'handle' | 'removeHandler'> {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

export const ipcMain = withoutGaps('ipcMain', new StandInIpcMain());

/** Answers `ipcRenderer.invoke`. @throws the handler's error, or Electron's error when there is none. */
export async function answerInvoke(
  event: IpcMainInvokeEvent,
  channel: string,
  args: readonly unknown[],
): Promise<unknown> {
  const handler = handlers.get(channel);
  if (!handler) throw new Error(`No handler registered for '${channel}'`);
  try {
    return (await handler(event, ...args)) as unknown;
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    throw error;
  }
}

/** Delivers `ipcRenderer.send`. */
export const deliverSend = (event: IpcMainEvent, channel: string, args: readonly unknown[]): unknown =>
  ipcMain.emit(channel, event, ...args);
