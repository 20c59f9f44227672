import { fromChromium, isMapped } from './app-addresses.ts';
import type { ProtocolConnection, ProtocolSession } from './cdp.ts';
import type { PreventableEvent } from './preventable.ts';
import { preventable } from './preventable.ts';
import type { InterceptedRequest } from './protocol.ts';
import { answerRequest } from './protocol.ts';
import type { Target } from './target.ts';

type NavigationEvent = PreventableEvent & {
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly isSameDocument: boolean;
};

interface Confinement {
  /** Whether the main process itself has started this navigation. */
  isOwn(url: string): boolean;
  /** Reports a navigation to the app; false prevents it. */
  navigates(event: PreventableEvent, details: NavigationEvent): boolean;
  opensWindow(url: string, frameName: string, features: string): void;
}

/** Answers a request to one of the app's addresses. */
async function fulfill(
  session: ProtocolSession,
  requestId: string,
  request: InterceptedRequest,
): Promise<void> {
  try {
    await session.send('Fetch.fulfillRequest', { requestId, ...(await answerRequest(request)) });
  } catch (error) {
    console.error(`${fromChromium(request.url)} could not be answered:`, error);
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
  }
}

/** Reports every navigation of a page to the app, and closes every window that the page opens before it loads. */
export async function confinePage(
  connection: ProtocolConnection,
  target: Target,
  confinement: Confinement,
): Promise<void> {
  const { session } = target;
  const isAllowed = (address: string, frameId: string): boolean => {
    const url = fromChromium(address);
    const isMainFrame = frameId === target.id;
    const event = preventable({ url, isMainFrame, isSameDocument: false });
    return (isMainFrame && confinement.isOwn(url)) || confinement.navigates(event, event);
  };
  session.on('Fetch.requestPaused', ({ requestId, request, frameId, resourceType }) => {
    const answer = async (): Promise<void> => {
      if (resourceType === 'Document' && !isAllowed(request.url, frameId))
        await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      else if (isMapped(request.url)) await fulfill(session, requestId, request);
      else await session.send('Fetch.continueRequest', { requestId });
    };
    answer().catch(() => undefined);
  });
  session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
    confinement.opensWindow(fromChromium(url), windowName, windowFeatures.join(','));
  });
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const attached = connection.session(sessionId);
    const { targetId, type } = targetInfo;
    const closed = type === 'page' ? connection.browser.send('Target.closeTarget', { targetId }) : undefined;
    // A page that waits for its debugger cannot close, so it is closed before it continues.
    Promise.all([closed, attached.send('Runtime.runIfWaitingForDebugger')])
      .catch(() => undefined)
      .finally(() => connection.detach(sessionId));
  });
  await Promise.all([
    session.send('Fetch.enable', {
      patterns: [{ resourceType: 'Document' }, { urlPattern: 'https://*.invalid/*' }],
    }),
    session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
  ]);
}
