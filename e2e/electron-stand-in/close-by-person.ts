import type { Target } from './target.ts';

/**
 * Asks the app before a user's closing of the Chromium window takes effect. Chromium asks only pages with a user gesture
 * and a `beforeunload` listener; both are added here after every load.
 * @param mayClose called when a user closes the window; false keeps it open.
 */
export function guardClosing({ session }: Target, mayClose: () => boolean): void {
  session.on('Page.loadEventFired', () => {
    const expression = `addEventListener('beforeunload', (event) => event.preventDefault())`;
    session.send('Runtime.evaluate', { expression, userGesture: true }).catch(() => undefined);
  });
  session.on('Page.javascriptDialogOpening', ({ type }) => {
    if (type !== 'beforeunload') return;
    session.send('Page.handleJavaScriptDialog', { accept: mayClose() }).catch(() => undefined);
  });
}
