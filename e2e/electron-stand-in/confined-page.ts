import type { ProtocolConnection } from './cdp.ts';
import type { PreventableEvent } from './preventable.ts';
import { preventable } from './preventable.ts';
import type { Target } from './target.ts';

type NavigationEvent = PreventableEvent & {
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly isSameDocument: boolean;
};

interface Confinement {
  /** Whether a navigation is the one that the main process itself has asked for. */
  isOwn(url: string): boolean;
  /** Tells the app of a navigation; false refuses it. */
  navigates(event: PreventableEvent, details: NavigationEvent): boolean;
  opensWindow(url: string, frameName: string, features: string): void;
}

/** Puts every navigation of a page before the app, and lets the page open no window: a new one ends before it loads. */
export async function confinePage(
  connection: ProtocolConnection,
  target: Target,
  confinement: Confinement,
): Promise<void> {
  const { session } = target;
  session.on('Fetch.requestPaused', ({ requestId, request, frameId }) => {
    const isMainFrame = frameId === target.id;
    const event = preventable({ url: request.url, isMainFrame, isSameDocument: false });
    const goesOn = (isMainFrame && confinement.isOwn(request.url)) || confinement.navigates(event, event);
    const answer = goesOn
      ? session.send('Fetch.continueRequest', { requestId })
      : session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    answer.catch(() => undefined);
  });
  session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => {
    confinement.opensWindow(url, windowName, windowFeatures.join(','));
  });
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const attached = connection.session(sessionId);
    const { targetId, type } = targetInfo;
    const closed = type === 'page' ? connection.browser.send('Target.closeTarget', { targetId }) : undefined;
    // A page that waits for its debugger cannot end; it is on its way out before it goes on.
    Promise.all([closed, attached.send('Runtime.runIfWaitingForDebugger')])
      .catch(() => undefined)
      .finally(() => connection.detach(sessionId));
  });
  await Promise.all([
    session.send('Fetch.enable', { patterns: [{ resourceType: 'Document' }] }),
    session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
  ]);
}
