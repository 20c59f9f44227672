import type { WebContents } from 'electron';
import { ipcMain } from 'electron';
import type { ErrorData } from '../../shared/result.ts';
import type { Log } from '../log.ts';
import type { RequestHandlers } from './answer-request.ts';
import { answerRequest } from './answer-request.ts';
import { channels } from './channels.ts';
import { isTrustedSender } from './trusted-sender.ts';

interface RegisterPorts {
  /** Our window's contents at the moment of a request. */
  readonly contents: () => WebContents | undefined;
  /** The address of our page. */
  readonly page: string;
  readonly toErrorData: (error: unknown) => ErrorData;
  /** No request is answered before this has settled; never rejects. */
  readonly ready: Promise<unknown>;
  readonly log: Log;
}

/** Answers what the renderer asks. The only user of `ipcMain`. A stranger's request is rejected without an answer. */
export function registerRequests(handlers: RequestHandlers, ports: RegisterPorts): void {
  const { contents, page, toErrorData, ready, log } = ports;
  const onError = (name: string, error: unknown, data: ErrorData): void => {
    if (data.code === 'internal') log.error(`${name} failed.`, error);
    else log.info(`${name} failed: ${data.message}`, data.detail ?? '');
  };
  ipcMain.handle(channels.request, (event, name: unknown, input: unknown) => {
    if (!isTrustedSender(event, contents(), page)) {
      log.warn(`A request from ${event.senderFrame?.url ?? 'a frame that is gone'} was refused.`);
      throw new Error('This page may not ask the app for anything.');
    }
    return ready.then(() => answerRequest(name, input, { handlers, toErrorData, onError }));
  });
}
