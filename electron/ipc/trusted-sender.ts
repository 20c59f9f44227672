import { isOwnPage } from '../app/window/page.ts';

/** The part of Electron's `IpcMainInvokeEvent` that says who asks. */
export interface RequestEvent {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Whether a request comes from our own page in the main frame of our own window. */
export function isTrustedSender(event: RequestEvent, contents: unknown, page: string): boolean {
  const { sender, senderFrame } = event;
  if (contents === undefined || sender !== contents) return false;
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(page, senderFrame.url);
}
