import { ipcMain } from 'electron';
import type { RequestChannel, RequestHandlers } from '../../shared/ipc.ts';
import type { ListenerPorts } from './request-listener.ts';
import { createRequestListener } from './request-listener.ts';

const channel: RequestChannel = 'request';

/** Answers the requests of the renderer. The only use of `ipcMain`. */
export function registerRequests(handlers: RequestHandlers, ports: ListenerPorts): void {
  ipcMain.handle(channel, createRequestListener(handlers, ports));
}
