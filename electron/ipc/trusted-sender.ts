import { isAppPage } from '../app/window/page.ts';

/** The sender of Electron's `IpcMainInvokeEvent`. */
export interface RequestEvent {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether a request comes from the app's page in the main frame of the app's window. */
export function isTrustedSender(event: RequestEvent, contents: unknown, page: string): boolean {
  const { sender, senderFrame } = event;
  if (contents === undefined || sender !== contents) return false;
  return senderFrame !== null && senderFrame.parent === null && isAppPage(page, senderFrame.url);
}
