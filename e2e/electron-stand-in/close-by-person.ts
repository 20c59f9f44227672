import type { Target } from './target.ts';

/**
 * Asks the app before a person's closing of the Chromium window goes through. Chromium asks pages only that a person
 * has touched and that listen for `beforeunload`; both are arranged here after every load.
 * @param mayClose called when a person closes the window; false keeps it open.
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
