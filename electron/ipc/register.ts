import { ipcMain } from 'electron';
import type { RequestHandlers } from './answer-request.ts';
import { channels } from './channels.ts';
import type { ListenerPorts } from './request-listener.ts';
import { requestListener } from './request-listener.ts';

/** Answers what the renderer asks. The only user of `ipcMain`. */
export function registerRequests(handlers: RequestHandlers, ports: ListenerPorts): void {
  ipcMain.handle(channels.request, requestListener(handlers, ports));
}
