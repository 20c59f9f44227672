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

/** Characters of a URL in the log. */
const maxUrl = 200;

const closedFrame = 'a closed frame';

/**
 * Checks the sender as `isTrustedSender` does, and reads its URL for the log. A frame that no longer exists throws on
 * access; it is not trusted.
 */
export function checkSender(
  event: RequestEvent,
  contents: unknown,
  page: string,
): { readonly isTrusted: boolean; readonly url: string } {
  try {
    const isTrusted = isTrustedSender(event, contents, page);
    return { isTrusted, url: event.senderFrame?.url.slice(0, maxUrl) ?? closedFrame };
  } catch {
    return { isTrusted: false, url: closedFrame };
  }
}
