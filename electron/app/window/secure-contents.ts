import type { Event, WebContents, WebContentsWillNavigateEventParams } from 'electron';
import { app, session } from 'electron';
import type { Log } from '../logging/log.ts';
import { openExternalLink } from './links.ts';
import { isAppPage } from './page.ts';

/** Prevents navigation to another page, new windows and webviews. */
function restrictNavigation(contents: WebContents, page: string, log: Log): void {
  const refuseOtherPage = (event: Event<WebContentsWillNavigateEventParams>): void => {
    if (isAppPage(page, event.url)) return;
    log.warn(`A navigation to ${event.url} was refused.`);
    event.preventDefault();
  };
  contents.on('will-navigate', refuseOtherPage);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isAppPage(page, event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternalLink(url);
    return { action: 'deny' };
  });
}

function denyPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
}

/**
 * Restricts the page to itself, without permissions. Call before the first window opens.
 * Points 5, 13, 14 and 15 of https://www.electronjs.org/docs/latest/tutorial/security
 */
export function secureContents(page: string, log: Log): void {
  app.on('web-contents-created', (_event, contents) => restrictNavigation(contents, page, log));
  denyPermissions();
}
